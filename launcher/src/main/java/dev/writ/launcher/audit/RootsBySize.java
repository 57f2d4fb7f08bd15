package dev.writ.launcher.audit;

import dev.writ.proof.log.LogPath;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.Subtrees;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The roots of a log at the sizes of its checkpoints. Sizes mostly rise, and as long as they do, each leaf is read and appended
 * once. Sizes that come again, with the signature of a witness or behind a crash, are remembered for a while; one from further
 * back is made of subtrees.
 */
final class RootsBySize {

    private static final int MOST_REMEMBERED = 10_000;

    private final Leaves leaves;
    private final Subtrees subtrees;
    private final Map<Long, Hash> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hash> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private Frontier tree = Frontier.EMPTY;
    private List<Hash> bundle = List.of();

    RootsBySize(Leaves leaves, Subtrees subtrees) {
        this.leaves = leaves;
        this.subtrees = subtrees;
    }

    /** The hashes of the leaves of one bundle, all that the log has of them. */
    interface Leaves {
        List<Hash> of(long bundle) throws IOException;
    }

    /**
     * The root over the first leaves.
     *
     * @param size as many as the log has, or fewer
     * @throws IOException if the log's files cannot be read
     */
    Hash at(long size) throws IOException {
        Hash known = remembered.get(size);
        if (known != null) {
            return known;
        }
        Hash root = size < tree.size() ? before(size) : grown(size);
        remembered.put(size, root);
        return root;
    }

    private Hash before(long size) throws IOException {
        return size == 0 ? TreeHash.EMPTY : subtrees.over(0, size);
    }

    private Hash grown(long size) throws IOException {
        while (tree.size() < size) {
            int within = (int) (tree.size() % LogPath.WIDTH);
            if (within == 0) {
                bundle = leaves.of(tree.size() / LogPath.WIDTH);
            }
            tree = tree.append(bundle.get(within));
        }
        return tree.root();
    }
}
