package dev.writ.proof.merkle;

/** How leaves and nodes are hashed, told apart by a prefix (RFC 6962, section 2.1). */
public final class TreeHash {

    /** The root of a tree without leaves. */
    public static final Hash EMPTY = Hash.sha256();

    private static final byte[] LEAF = {0x00};
    private static final byte[] NODE = {0x01};

    private TreeHash() {}

    /** The hash of a leaf with this data. */
    public static Hash leaf(byte[] data) {
        return Hash.sha256(LEAF, data);
    }

    /** The hash of a node with these children. */
    public static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left.bytes(), right.bytes());
    }

    /** The root over leaf hashes. */
    public static Hash root(Iterable<Hash> leaves) {
        Frontier frontier = Frontier.EMPTY;
        for (Hash leaf : leaves) {
            frontier = frontier.append(leaf);
        }
        return frontier.root();
    }
}
