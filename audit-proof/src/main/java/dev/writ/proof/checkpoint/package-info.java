/** What a log of a given size has for its root, as a note that is signed (C2SP tlog-checkpoint). */
@NullMarked
package dev.writ.proof.checkpoint;

import org.jspecify.annotations.NullMarked;
