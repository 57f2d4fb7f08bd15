package dev.writ.proof.log;

import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.Subtrees;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The subtrees of a log, from its tiles: what proofs are made of. */
public final class TileSubtrees implements Subtrees {

    private final LogDirectory log;

    /** @param log whose tiles are believed; a proof out of wrong ones does not verify */
    public TileSubtrees(LogDirectory log) {
        this.log = log;
    }

    @Override
    public Hash hash(int level, long index) throws IOException {
        int tileLevel = level / LogPath.HEIGHT;
        int within = level % LogPath.HEIGHT;
        long first = index << within;
        int from = (int) (first % LogPath.WIDTH);
        int to = from + (1 << within);
        long n = first / LogPath.WIDTH;
        List<Hash> hashes = log.tile(tileLevel, n, to)
                .map(LogFile::items)
                .filter(found -> found.size() >= to)
                .orElseThrow(() -> new NoSuchFileException(LogPath.of(LogPath.tiles(tileLevel), n, to)));
        return TreeHash.root(hashes.subList(from, to));
    }
}
