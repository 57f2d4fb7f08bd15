package dev.writ.proof.verify;

import static dev.writ.proof.verify.Verdict.INCOMPLETE;
import static dev.writ.proof.verify.Verdict.INTACT;
import static dev.writ.proof.verify.Verdict.TAMPERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.log.SampleLog;
import dev.writ.proof.verify.Mutations.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be done to an exported log without the operator's key is found, and found where it was done. */
class MutationTest {

    private static final String AND_MORE = "...";

    private final LogVerifier verifier = new LogVerifier(List.of(SampleLog.OPERATOR.verifier()));

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");

    @BeforeEach
    void writeTheLog() throws IOException {
        log = folder.resolve("3");
        SampleLog.write(log, SampleLog.records(Mutations.SIZE));
    }

    static Stream<Mutation> mutations() {
        return Mutations.all();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void findsEveryMutationWhereItIs(Mutation mutation) throws IOException {
        // Given
        mutation.act().on(log);

        // When
        LogReport report = verifier.verify(log, Optional.empty());

        // Then
        List<String> expected = mutation.findings();
        List<String> lines = report.findings().stream().map(Finding::toString).toList();
        if (expected.contains(AND_MORE)) {
            expected = expected.subList(0, expected.indexOf(AND_MORE));
            lines = lines.subList(0, expected.size());
        }
        assertThat(lines).zipSatisfy(expected, (line, start) -> assertThat(line).startsWith(start));
        assertThat(report.verdict()).isEqualTo(mutation.verdict());
    }

    @Test
    void findsAnOlderCopyByALaterCheckpoint() throws IOException {
        // Given
        Checkpoint later = Checkpoint.of(SampleLog.ORIGIN, Mutations.tree(SampleLog.records(Mutations.SIZE)));
        Tampering.delete(log);
        SampleLog.write(log, SampleLog.records(500));

        // When
        LogReport report = verifier.verify(log, Optional.of(later));

        // Then
        assertThat(verifier.verify(log, Optional.empty()).verdict()).isEqualTo(INTACT);
        assertThat(report.verdict()).isEqualTo(INCOMPLETE);
        assertThat(report.findings())
                .singleElement()
                .hasToString("INCOMPLETE checkpoint, leaf 500: the log ends here, the known checkpoint has 700 leaves");
    }

    @Test
    void findsARewrittenHistoryThatTheOperatorSignedByAnEarlierCheckpoint() throws IOException {
        // Given
        Checkpoint earlier = Checkpoint.of(SampleLog.ORIGIN, Mutations.tree(SampleLog.records(500)));
        assertThat(verifier.verify(log, Optional.of(earlier)).verdict()).isEqualTo(INTACT);
        Tampering.delete(log);
        SampleLog.write(log, Mutations.with(SampleLog.records(Mutations.SIZE), 300, Mutations.changed(300)));

        // When
        LogReport report = verifier.verify(log, Optional.of(earlier));

        // Then
        assertThat(verifier.verify(log, Optional.empty()).verdict()).isEqualTo(INTACT);
        assertThat(report.verdict()).isEqualTo(TAMPERED);
        assertThat(report.findings())
                .singleElement()
                .hasToString("TAMPERED checkpoint: the first 500 leaves are not those of the known checkpoint");
    }

    /** Two records are few enough to try each bit of each file. */
    @Test
    void findsEveryFlippedBit() throws IOException {
        // Given
        Tampering.delete(log);
        SampleLog.write(log, SampleLog.records(2));
        List<Path> files;
        try (Stream<Path> found = Files.walk(log)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                // When
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                Files.write(file, flipped);

                // Then
                assertThat(verifier.verify(log, Optional.empty()).verdict())
                        .as("bit %d of %s", bit, file)
                        .isNotEqualTo(INTACT);
            }
            Files.write(file, bytes);
        }
        assertThat(verifier.verify(log, Optional.empty()).verdict()).isEqualTo(INTACT);
    }
}
