/**
 * A log in files, in the layout of C2SP tlog-tiles, beside the records themselves.
 *
 * <p>One partition is one folder, named by its number if there are several:
 *
 * <ul>
 *   <li>{@code checkpoint}: a signed note, see {@link dev.writ.proof.checkpoint.Checkpoint};
 *   <li>{@code tile/L/N}: 256 hashes of 32 bytes, of leaves at level 0, of full tiles of the level below at the others; the
 *       last one of a level, with W hashes, is {@code tile/L/N.p/W};
 *   <li>{@code tile/entries/N} or {@code tile/entries/N.p/W}: the leaves that the level 0 tile hashes, each behind its length
 *       in 2 bytes, big endian; see {@link dev.writ.proof.entry.Leaf};
 *   <li>{@code records/N}: the records of these leaves, in their order; the last one holds fewer than 256. The line {@code
 *       writ-records/1}, then for each record its length in 4 bytes, big endian, and the record; see {@link
 *       dev.writ.proof.entry.LoggedRecord}.
 * </ul>
 *
 * <p>N is written in groups of three digits, such as {@code x001/x234/067}. A log without records has its checkpoint only.
 */
@NullMarked
package dev.writ.proof.log;

import org.jspecify.annotations.NullMarked;
