package dev.writ.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.log.LogWriter;
import dev.writ.proof.log.SampleLog;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportVerifierTest {

    private final LogVerifier log = new LogVerifier(List.of(SampleLog.OPERATOR.verifier()));
    private final ExportVerifier verifier = new ExportVerifier(log);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void reportsOnEachPartition() throws IOException {
        // Given
        write(folder.resolve("0"), 0, 10);
        write(folder.resolve("1"), 1, 0);
        Files.createDirectory(folder.resolve("notes"));

        // When
        List<LogReport> reports = verifier.verify(folder, List.of());

        // Then
        assertThat(reports).extracting(LogReport::log).containsExactly("prod/writ.audit/0", "prod/writ.audit/1");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.findings()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.INTACT);
            assertThat(report.signers()).containsExactly(SampleLog.OPERATOR.verifier());
        });
    }

    @Test
    void findsAPartitionInThePlaceOfAnother() throws IOException {
        // Given
        write(folder.resolve("0"), 0, 10);
        write(folder.resolve("1"), 0, 10);

        // When
        List<LogReport> reports = verifier.verify(folder, List.of());

        // Then
        assertThat(reports.getFirst().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(reports.getLast().verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(reports.getLast().findings())
                .extracting(Finding::what)
                .containsExactly(
                        "the log stands in " + folder.resolve("0") + " as well", "it is not of the partition 1");
    }

    @Test
    void comparesEachLogWithItsOwnKnownCheckpointAndMissesTheOthers() throws IOException {
        // Given
        SignedNote zero = write(folder.resolve("0"), 0, 10);
        write(folder.resolve("1"), 1, 10);
        SignedNote two = write(folder.resolve("elsewhere").resolve("2"), 2, 10);
        SignedNote later = write(folder.resolve("elsewhere").resolve("1"), 1, 11);

        // When
        List<LogReport> reports = verifier.verify(folder, List.of(log.known(zero), log.known(two), log.known(later)));

        // Then
        assertThat(reports)
                .extracting(LogReport::verdict)
                .containsExactly(Verdict.INTACT, Verdict.INCOMPLETE, Verdict.INCOMPLETE);
        assertThat(reports.get(1).findings())
                .extracting(Finding::what)
                .containsExactly("the log ends here, the known checkpoint has 11 leaves");
        assertThat(reports.get(2).log()).isEqualTo("prod/writ.audit/2");
    }

    @Test
    void findsAnotherLogThanTheKnownOne() throws IOException {
        // Given
        write(folder.resolve("0"), 0, 10);
        SignedNote other = write(folder.resolve("elsewhere"), 1, 10);

        // When
        List<LogReport> reports = verifier.verify(folder.resolve("0"), List.of(log.known(other)));

        // Then
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED));
    }

    @Test
    void believesNoKnownCheckpointThatAnybodyCouldHaveWritten() throws IOException {
        // Given
        SignerKey stranger = SignerKey.generate("prod", KeyType.ED25519);
        SignedNote note = SampleLog.write(folder, SampleLog.records(1), stranger);

        // Then
        assertThatThrownBy(() -> log.known(note)).isInstanceOf(NoteRefusedException.class);
    }

    @Test
    void missesTheCosignatureOfANamedWitness() throws IOException {
        // Given
        SignerKey witness = SignerKey.generate("witness.example.com", KeyType.COSIGNATURE);
        LogVerifier strict = new LogVerifier(List.of(SampleLog.OPERATOR.verifier(), witness.verifier()));
        SignedNote note = SampleLog.write(folder.resolve("plain"), SampleLog.records(3));
        SampleLog.write(folder.resolve("seen"), SampleLog.records(3));
        SignedNote seen = note.with(witness.cosign(note.text(), Instant.EPOCH));
        Files.writeString(folder.resolve("seen/checkpoint"), seen.toString());

        // When
        List<LogReport> plain = new ExportVerifier(strict).verify(folder.resolve("plain"), List.of());
        List<LogReport> cosigned = new ExportVerifier(strict).verify(folder.resolve("seen"), List.of());

        // Then
        assertThat(cosigned.getFirst().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(cosigned.getFirst().signers()).hasSize(2);
        assertThat(plain.getFirst().findings())
                .singleElement()
                .hasToString("INCOMPLETE checkpoint: the witness witness.example.com did not cosign it");
    }

    @Test
    void doesNotTakeAWitnessForTheOperator() throws IOException {
        // Given
        SignerKey witness = SignerKey.generate("witness.example.com", KeyType.COSIGNATURE);
        SignedNote note = SampleLog.write(folder, SampleLog.records(3));
        Files.writeString(
                folder.resolve("checkpoint"),
                note.with(witness.cosign(note.text(), Instant.EPOCH)).toString());

        // When
        List<LogReport> reports =
                new ExportVerifier(new LogVerifier(List.of(witness.verifier()))).verify(folder, List.of());

        // Then
        assertThat(reports.getFirst().findings())
                .singleElement()
                .hasToString("TAMPERED checkpoint: no known key of the log's operator signed it");
    }

    @Test
    void findsNoLogInAFolderWithoutOne() throws IOException {
        // Then
        assertThat(verifier.verify(folder, List.of())).isEmpty();
    }

    private static SignedNote write(Path directory, int partition, int records) throws IOException {
        try (LogWriter writer = LogWriter.create(directory)) {
            for (int i = 0; i < records; i++) {
                writer.append(SampleLog.record(i));
            }
            String origin = new LogOrigin("prod", "writ.audit", partition).text();
            SignedNote note = Checkpoint.of(origin, writer.frontier()).signedBy(SampleLog.OPERATOR);
            writer.finish(note);
            return note;
        }
    }
}
