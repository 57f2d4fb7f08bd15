package dev.writ.proof.merkle;

import java.io.IOException;

/** The hashes of perfect subtrees, from wherever they are kept. */
@FunctionalInterface
public interface Subtrees {

    /**
     * The hash over the leaves from {@code index * 2^level} (inclusive) to {@code (index + 1) * 2^level} (exclusive), which
     * the tree has.
     *
     * @param level 0 for leaves
     * @throws IOException if it cannot be read
     */
    Hash hash(int level, long index) throws IOException;

    /** The hash over leaves from {@code begin} (inclusive), where a subtree begins, to {@code end} (exclusive). */
    default Hash over(long begin, long end) throws IOException {
        long count = end - begin;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return hash(level, begin >>> level);
        }
        long split = begin + largestPowerBelow(count);
        return TreeHash.node(over(begin, split), over(split, end));
    }

    /** The largest power of two that is smaller than a count of 2 or more. */
    static long largestPowerBelow(long count) {
        return Long.highestOneBit(count - 1);
    }
}
