package dev.writ.proof.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a growing tree needs to remember: the hashes of the perfect subtrees that its leaves fill, one for each bit set
 * in its size. Never changes; appending gives another, so that what a rolled-back transaction appended is forgotten by
 * keeping the one from before.
 */
public final class Frontier {

    /** The tree without leaves. */
    public static final Frontier EMPTY = new Frontier(0, null);

    private final long size;
    private final @Nullable Peak smallest;

    private Frontier(long size, @Nullable Peak smallest) {
        this.size = size;
        this.smallest = smallest;
    }

    /** A perfect subtree's root, and the next larger one to its left. */
    private record Peak(Hash hash, @Nullable Peak left) {}

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** This tree with one more leaf. */
    public Frontier append(Hash leaf) {
        Hash merged = leaf;
        Peak rest = smallest;
        for (long full = size; (full & 1) == 1; full >>>= 1) {
            Peak left = Objects.requireNonNull(rest);
            merged = TreeHash.node(left.hash(), merged);
            rest = left.left();
        }
        return new Frontier(size + 1, new Peak(merged, rest));
    }

    /** The root over all leaves. */
    public Hash root() {
        if (smallest == null) {
            return TreeHash.EMPTY;
        }
        Hash root = smallest.hash();
        for (Peak left = smallest.left(); left != null; left = left.left()) {
            root = TreeHash.node(left.hash(), root);
        }
        return root;
    }

    /**
     * The hash of the perfect subtree with {@code 2^level} leaves.
     *
     * @throws IllegalArgumentException unless the size has this bit
     */
    Hash peak(int level) {
        Peak peak = smallest;
        long rest = size;
        while (peak != null && Long.numberOfTrailingZeros(rest) < level) {
            rest &= rest - 1;
            peak = peak.left();
        }
        if (peak == null || Long.numberOfTrailingZeros(rest) != level) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has no subtree of level " + level + " alone");
        }
        return peak.hash();
    }

    /** The size in 8 bytes, big endian, then the hashes, the largest subtree's first. At most 2 KiB. */
    public byte[] bytes() {
        Deque<Hash> largestFirst = new ArrayDeque<>();
        for (Peak peak = smallest; peak != null; peak = peak.left()) {
            largestFirst.push(peak.hash());
        }
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + largestFirst.size() * Hash.BYTES);
        buffer.putLong(size);
        largestFirst.forEach(hash -> buffer.put(hash.bytes()));
        return buffer.array();
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Frontier of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long size = bytes.length < Long.BYTES ? -1 : buffer.getLong();
        if (size < 0 || buffer.remaining() != Long.bitCount(size) * Hash.BYTES) {
            throw new IllegalArgumentException("not a frontier: " + bytes.length + " bytes");
        }
        Peak smallest = null;
        while (buffer.hasRemaining()) {
            smallest = new Peak(Hash.from(buffer), smallest);
        }
        return new Frontier(size, smallest);
    }
}
