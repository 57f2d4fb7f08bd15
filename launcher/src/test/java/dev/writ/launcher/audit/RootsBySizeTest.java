package dev.writ.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.proof.log.LogPath;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The roots of a log of 20,000 leaves, and what it takes to know them. */
class RootsBySizeTest {

    private static final int SIZE = 20_000;
    private static final int LATER = 300;

    private final List<Hash> log = IntStream.range(0, SIZE)
            .mapToObj(n -> TreeHash.leaf(Integer.toString(n).getBytes(StandardCharsets.UTF_8)))
            .toList();
    private final RootsBySize roots = new RootsBySize(this::bundle, this::subtree);
    private int bundlesRead;
    private int subtreesRead;

    @Test
    void readsEachBundleOnceForACheckpointOfEachSizeThatComesAgainLater() throws IOException {
        // When
        for (int size = 0; size <= SIZE; size++) {
            roots.at(size);
            roots.at(Math.max(0, size - LATER));
        }

        // Then
        assertThat(bundlesRead).isEqualTo(SIZE / LogPath.WIDTH + 1);
        assertThat(subtreesRead).isZero();
    }

    @Test
    void knowsTheRootsInAnyOrder() throws IOException {
        for (int size : List.of(1, 256, 257, 300, 300, 12, 0, 511, 19_999, 513, 1)) {
            assertThat(roots.at(size)).as("%d leaves", size).isEqualTo(TreeHash.root(log.subList(0, size)));
        }
    }

    private List<Hash> bundle(long n) {
        bundlesRead++;
        int from = Math.toIntExact(n * LogPath.WIDTH);
        return log.subList(from, Math.min(from + LogPath.WIDTH, SIZE));
    }

    private Hash subtree(int level, long index) {
        subtreesRead++;
        return TreeHash.root(log.subList(Math.toIntExact(index << level), Math.toIntExact((index + 1) << level)));
    }
}
