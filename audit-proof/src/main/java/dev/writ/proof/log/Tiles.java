package dev.writ.proof.log;

import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a growing tree into tiles. Remembers at most 256 hashes a level. */
public final class Tiles {

    private final List<Level> levels = new ArrayList<>();
    private final Receiver receiver;

    /** @param receiver gets each tile once: the full ones when they fill, the others at the end */
    public Tiles(Receiver receiver) {
        this.receiver = receiver;
    }

    /** What becomes of tiles. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Takes the {@code n}-th tile of a level, with 1 to 256 hashes.
         *
         * @throws IOException if it cannot be read or written
         */
        void tile(int level, long n, List<Hash> hashes) throws IOException;
    }

    /** Adds a leaf. */
    public void append(Hash leaf) throws IOException {
        append(0, leaf);
    }

    private void append(int number, Hash hash) throws IOException {
        if (number == levels.size()) {
            levels.add(new Level());
        }
        Level level = levels.get(number);
        level.hashes.add(hash);
        if (level.hashes.size() == LogPath.WIDTH) {
            List<Hash> full = level.cut();
            receiver.tile(number, level.cut - 1, full);
            append(number + 1, TreeHash.root(full));
        }
    }

    /** Gives away the tiles that are not full. */
    public void finish() throws IOException {
        for (int number = 0; number < levels.size(); number++) {
            Level level = levels.get(number);
            if (!level.hashes.isEmpty()) {
                List<Hash> rest = level.cut();
                receiver.tile(number, level.cut - 1, rest);
            }
        }
    }

    /** The hashes of a level that no tile has yet. */
    private static final class Level {

        private List<Hash> hashes = new ArrayList<>();
        private long cut;

        List<Hash> cut() {
            List<Hash> tile = List.copyOf(hashes);
            hashes = new ArrayList<>();
            cut++;
            return tile;
        }
    }
}
