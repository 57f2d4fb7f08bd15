package dev.writ.proof.merkle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A tree, and the leaves that came behind it: what it takes to prove that the one grew into the other. */
public final class GrownTree implements Subtrees {

    private final Frontier before;
    private final List<Hash> since;

    /**
     * @param before the tree as it was
     * @param since the hashes of the leaves behind it
     */
    public GrownTree(Frontier before, List<Hash> since) {
        this.before = before;
        this.since = List.copyOf(since);
    }

    /** The proof that the tree as it was grew into that with all the leaves. */
    public ConsistencyProof proof() {
        try {
            return ConsistencyProof.between(this, before.size(), before.size() + since.size());
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read", e);
        }
    }

    /** @throws IllegalArgumentException if the subtree is part of a larger one of the tree before, or reaches out of it */
    @Override
    public Hash hash(int level, long index) {
        long begin = index << level;
        long end = (index + 1) << level;
        if (end <= before.size()) {
            return before.peak(level);
        }
        return TreeHash.root(
                since.subList(Math.toIntExact(begin - before.size()), Math.toIntExact(end - before.size())));
    }
}
