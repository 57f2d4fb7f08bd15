package dev.writ.proof.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf is in a tree (RFC 9162, section 2.1.3).
 *
 * @param index the leaf's, from 0
 * @param path the siblings from the leaf up to the root
 */
public record InclusionProof(long index, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * The proof for a leaf of the tree of the given size.
     *
     * @throws IllegalArgumentException if that tree has no such leaf
     * @throws IOException if a hash cannot be read
     */
    public static InclusionProof in(Subtrees tree, long index, long size) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there is no leaf " + index + " in a tree of " + size);
        }
        List<Hash> rootFirst = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long split = begin + Subtrees.largestPowerBelow(end - begin);
            if (index < split) {
                rootFirst.add(tree.over(split, end));
                end = split;
            } else {
                rootFirst.add(tree.over(begin, split));
                begin = split;
            }
        }
        return new InclusionProof(index, rootFirst.reversed());
    }

    /** Whether a leaf with this hash stands at the index in the tree of this size and root. */
    public boolean proves(Hash leaf, long size, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                int lonely = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= lonely;
                last >>>= lonely;
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
