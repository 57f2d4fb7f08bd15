package dev.writ.proof.verify;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands for one record, side by side.
 *
 * @param index the leaf's
 * @param bytes the entry in the bundle
 * @param entry the same, if it is a leaf
 * @param hash the leaf's in the tile
 * @param record the leaf that follows from the record
 */
record LeafComparison(
        long index, Optional<byte[]> bytes, Optional<Leaf> entry, Optional<Hash> hash, Optional<Leaf> record) {

    /** What differs, and in which of the three files. */
    List<Finding> findings(String entries, String hashes, String records) {
        List<Finding> found = new ArrayList<>();
        if (bytes.isPresent() && entry.isEmpty()) {
            found.add(tampered(entries, "the entry is no leaf of a record"));
        }
        boolean entryHashed = agree(bytes.map(TreeHash::leaf), hash);
        boolean recordHashed = agree(record.map(Leaf::hash), hash);
        boolean same = agree(record.map(Leaf::bytes).map(ByteBuffer::wrap), bytes.map(ByteBuffer::wrap));
        if (entryHashed && recordHashed && same) {
            return found;
        }
        if (entryHashed) {
            found.add(tampered(records, "the record differs from what was logged" + fields()));
        } else if (recordHashed && record.isPresent()) {
            found.add(tampered(entries, "the entry differs from its record and its hash" + fields()));
        } else if (same) {
            found.add(tampered(hashes, "the hash differs from what it stands for"));
        } else {
            found.add(tampered(records, "the record, its entry and its hash all differ" + fields()));
        }
        return found;
    }

    private Finding tampered(String file, String what) {
        OptionalLong offset = record.or(() -> entry)
                .map(leaf -> OptionalLong.of(leaf.offset()))
                .orElse(OptionalLong.empty());
        return new Finding(Verdict.TAMPERED, file, OptionalLong.of(index), offset, what);
    }

    private String fields() {
        if (record.isEmpty() || entry.isEmpty()) {
            return "";
        }
        return ": " + String.join(", ", record.get().differences(entry.get()));
    }

    /** What is missing contradicts nothing. */
    private static <T> boolean agree(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
