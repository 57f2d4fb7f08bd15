package dev.writ.proof.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * That a tree grew out of another by appending (RFC 9162, section 2.1.4).
 *
 * @param older the size of the tree before
 * @param newer the size of the tree now
 * @param path the hashes from which both roots follow; empty if the older tree has no leaves or the sizes are equal
 */
public record ConsistencyProof(long older, long newer, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * The proof for two sizes of a tree.
     *
     * @throws IllegalArgumentException unless {@code 0 <= older <= newer}
     * @throws IOException if a hash cannot be read
     */
    public static ConsistencyProof between(Subtrees tree, long older, long newer) throws IOException {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("a tree of " + newer + " did not grow out of one of " + older);
        }
        if (older == 0) {
            return new ConsistencyProof(older, newer, List.of());
        }
        List<Hash> rootFirst = new ArrayList<>();
        long begin = 0;
        long end = newer;
        while (end != older) {
            long split = begin + Subtrees.largestPowerBelow(end - begin);
            if (older <= split) {
                rootFirst.add(tree.over(split, end));
                end = split;
            } else {
                rootFirst.add(tree.over(begin, split));
                begin = split;
            }
        }
        if (begin > 0) {
            rootFirst.add(tree.over(begin, end));
        }
        return new ConsistencyProof(older, newer, rootFirst.reversed());
    }

    /** Whether the tree of the newer size and root begins with all leaves of the older one. */
    public boolean proves(Hash olderRoot, Hash newerRoot) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == 0 && !olderRoot.equals(TreeHash.EMPTY)) {
            return false;
        }
        if (older == newer) {
            return path.isEmpty() && olderRoot.equals(newerRoot);
        }
        if (older == 0 || path.isEmpty()) {
            return older == 0 && path.isEmpty();
        }
        return rebuilds(olderRoot, newerRoot);
    }

    /** Both roots follow from the path, which begins at the largest subtree that ends where the older tree does. */
    private boolean rebuilds(Hash olderRoot, Hash newerRoot) {
        int full = Long.numberOfTrailingZeros(older);
        long node = (older - 1) >>> full;
        long last = (newer - 1) >>> full;
        Iterator<Hash> hashes = path.iterator();
        Hash before = node == 0 ? olderRoot : hashes.next();
        Hash now = before;
        while (hashes.hasNext()) {
            Hash sibling = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = TreeHash.node(sibling, before);
                now = TreeHash.node(sibling, now);
                int lonely = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= lonely;
                last >>>= lonely;
            } else {
                now = TreeHash.node(now, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && before.equals(olderRoot) && now.equals(newerRoot);
    }
}
