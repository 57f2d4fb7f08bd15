package dev.writ.launcher.witness;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;

/**
 * The tree of one log as far as it was read.
 *
 * @param next the offset to go on with
 */
record GrownLog(Frontier tree, long next) {

    /** Of a log that was not read. */
    static final GrownLog UNREAD = new GrownLog(Frontier.EMPTY, 0);

    /** How many records were read. */
    long size() {
        return tree.size();
    }

    /** With one more record. */
    GrownLog append(Hash leaf, long offset) {
        return new GrownLog(tree.append(leaf), offset + 1);
    }
}
