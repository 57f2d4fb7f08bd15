package dev.writ.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.merkle.ConsistencyProof;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.InclusionProof;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWriterTest {

    @TempDir
    private Path folder = Path.of("");

    /** 70,000 is the example of C2SP tlog-tiles. */
    @Test
    void cutsTheTilesOfTheSpecification() throws IOException {
        // Given
        List<String> tiles = new ArrayList<>();
        Tiles cutter = new Tiles((level, n, hashes) -> tiles.add(LogPath.of(LogPath.tiles(level), n, hashes.size())));

        // When
        for (int leaf = 0; leaf < 70_000; leaf++) {
            cutter.append(TreeHash.EMPTY);
        }
        cutter.finish();

        // Then
        assertThat(tiles)
                .hasSize(273 + 1 + 1 + 1 + 1)
                .contains(
                        "tile/0/000",
                        "tile/0/272",
                        "tile/0/273.p/112",
                        "tile/1/000",
                        "tile/1/001.p/17",
                        "tile/2/000.p/1");
    }

    @Test
    void writesTheFilesOfTheLayout() throws IOException {
        // When
        SampleLog.write(folder, SampleLog.records(600));

        // Then
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "checkpoint",
                            "tile/0/000",
                            "tile/0/001",
                            "tile/0/002.p/88",
                            "tile/1/000.p/2",
                            "tile/entries/000",
                            "tile/entries/001",
                            "tile/entries/002.p/88",
                            "records/000",
                            "records/001",
                            "records/002");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, k/000", "67, k/067", "1000, k/x001/000", "1234067, k/x001/x234/067"})
    void namesFilesInGroupsOfThreeDigits(long n, String path) {
        // Then
        assertThat(LogPath.full("k", n)).isEqualTo(path);
        assertThat(LogPath.number(Path.of("k").relativize(Path.of(path)))).hasValue(n);
        assertThat(LogPath.number(Path.of("k").relativize(Path.of(path + ".p/7"))))
                .hasValue(n);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(300));
        LogDirectory log = new LogDirectory(folder);

        // When
        LogFile<byte[]> entries = log.entries(1, 44).orElseThrow();
        LogFile<Hash> hashes = log.tile(0, 1, 44).orElseThrow();

        // Then
        assertThat(entries.end()).isEqualTo(LogFile.End.EXACT);
        assertThat(entries.items()).hasSize(44);
        assertThat(hashes.items().getLast())
                .isEqualTo(TreeHash.leaf(entries.items().getLast()));
        assertThat(Leaf.parse(entries.items().getFirst())).isEqualTo(Leaf.of(SampleLog.record(256)));
        try (RecordSegment records = log.records(1).orElseThrow()) {
            records.readHead();
            assertThat(records.next()).contains(SampleLog.record(256));
        }
        assertThat(log.entries(1, 45)).isEmpty();
        assertThat(log.bundles()).isEqualTo(2);
    }

    @Test
    void provesFromTiles() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(700));
        Frontier frontier = Frontier.EMPTY;
        List<Hash> roots = new ArrayList<>(List.of(frontier.root()));
        for (int i = 0; i < 700; i++) {
            frontier = frontier.append(Leaf.of(SampleLog.record(i)).hash());
            roots.add(frontier.root());
        }
        TileSubtrees tree = new TileSubtrees(new LogDirectory(folder));

        for (int size : new int[] {1, 255, 256, 257, 512, 600, 700}) {
            // When
            InclusionProof last = InclusionProof.in(tree, size - 1, size);
            ConsistencyProof grown = ConsistencyProof.between(tree, size, 700);

            // Then
            assertThat(last.proves(Leaf.of(SampleLog.record(size - 1)).hash(), size, roots.get(size)))
                    .isTrue();
            assertThat(grown.proves(roots.get(size), roots.get(700))).isTrue();
        }
    }

    @Test
    void refusesOffsetsThatDoNotRise() throws IOException {
        try (LogWriter writer = LogWriter.create(folder)) {
            // Given
            writer.append(SampleLog.record(1));

            // Then
            assertThatThrownBy(() -> writer.append(SampleLog.record(1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.append(SampleLog.record(0))).isInstanceOf(IllegalArgumentException.class);
            assertThat(writer.frontier().size()).isEqualTo(1);
        }
    }

    @Test
    void refusesAFolderWithFiles() throws IOException {
        // Given
        SampleLog.write(folder, List.of());

        // Then
        assertThatThrownBy(() -> LogWriter.create(folder)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
