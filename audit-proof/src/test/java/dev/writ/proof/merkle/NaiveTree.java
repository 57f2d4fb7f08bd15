package dev.writ.proof.merkle;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962, section 2.1, word for word and without regard to cost. */
final class NaiveTree {

    private NaiveTree() {}

    /** MTH(D[n]) */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return TreeHash.EMPTY;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split(leaves.size());
        return TreeHash.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]) */
    static List<Hash> path(int m, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split(leaves.size());
        List<Hash> left = leaves.subList(0, k);
        List<Hash> right = leaves.subList(k, leaves.size());
        return m < k ? join(path(m, left), root(right)) : join(path(m - k, right), root(left));
    }

    /** PROOF(m, D[n]) */
    static List<Hash> proof(int m, List<Hash> leaves) {
        return subProof(m, leaves, true);
    }

    private static List<Hash> subProof(int m, List<Hash> leaves, boolean whole) {
        if (m == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(leaves.size());
        List<Hash> left = leaves.subList(0, k);
        List<Hash> right = leaves.subList(k, leaves.size());
        return m <= k ? join(subProof(m, left, whole), root(right)) : join(subProof(m - k, right, false), root(left));
    }

    private static List<Hash> join(List<Hash> path, Hash last) {
        List<Hash> joined = new ArrayList<>(path);
        joined.add(last);
        return joined;
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
