package dev.writ.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.SampleLog;
import dev.writ.proof.log.TileSubtrees;
import dev.writ.proof.merkle.ConsistencyProof;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.witness.WitnessAnswer.Conflict;
import dev.writ.proof.witness.WitnessAnswer.Cosigned;
import dev.writ.proof.witness.WitnessAnswer.Reason;
import dev.writ.proof.witness.WitnessAnswer.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {

    private static final SignerKey KEY = SignerKey.of("witness.example.com", KeyType.COSIGNATURE, new byte[32]);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    @TempDir
    private Path folder = Path.of("");

    private final WitnessStore store;
    private final Witness witness;

    WitnessTest(@TempDir Path memory) throws IOException {
        store = WitnessStore.open(memory);
        witness = witness();
    }

    @BeforeEach
    void writeTheLog() throws IOException {
        SampleLog.write(folder.resolve("log"), SampleLog.records(700));
    }

    @AfterEach
    void letGo() throws IOException {
        store.close();
    }

    @Test
    void cosignsWhatGrewAndRemembersIt() throws IOException {
        // Given
        witness.add(new Submission(0, List.of(), checkpoint(300)));

        // When
        WitnessAnswer answer = witness().add(new Submission(300, proof(300, 700), checkpoint(700)));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Cosigned.class,
                        cosigned -> assertThat(checkpoint(700)
                                        .with(cosigned.cosignature())
                                        .signers(List.of(KEY.verifier())))
                                .containsExactly(KEY.verifier()));
        assertThat(store.last(SampleLog.ORIGIN)).hasValueSatisfying(last -> {
            assertThat(Checkpoint.in(last).size()).isEqualTo(700);
            assertThat(last.signers(List.of(SampleLog.OPERATOR.verifier(), KEY.verifier())))
                    .hasSize(2);
        });
    }

    @Test
    void cosignsTheSameAgain() throws IOException {
        // Given
        witness.add(new Submission(0, List.of(), checkpoint(300)));

        // Then
        assertThat(witness.add(new Submission(300, List.of(), checkpoint(300)))).isInstanceOf(Cosigned.class);
    }

    @Test
    void saysWhereAProofHasToBegin() throws IOException {
        // Given
        witness.add(new Submission(0, List.of(), checkpoint(300)));

        // Then
        assertThat(witness.add(new Submission(0, List.of(), checkpoint(700)))).isEqualTo(new Conflict(300));
        assertThat(witness.add(new Submission(0, List.of(), checkpoint(200)))).isEqualTo(new Conflict(300));
        assertThat(witness.add(new Submission(200, proof(200, 700), checkpoint(700))))
                .isEqualTo(new Conflict(300));
    }

    @Test
    void cosignsNoOtherHistory() throws IOException {
        // Given
        witness.add(new Submission(0, List.of(), checkpoint(300)));
        List<LoggedRecord> others = Stream.concat(
                        Stream.of(new LoggedRecord(0, 0, null, null)),
                        SampleLog.records(700).stream().skip(1))
                .toList();
        SignedNote forked = signed(others);
        SignedNote forkedAtOnce = signed(others.subList(0, 300));

        // Then
        assertReason(Reason.INCONSISTENT, new Submission(300, proof(300, 700), forked));
        assertReason(Reason.INCONSISTENT, new Submission(300, List.of(), checkpoint(700)));
        assertReason(Reason.INCONSISTENT, new Submission(300, List.of(), forkedAtOnce));
        assertReason(Reason.MALFORMED, new Submission(300, List.of(), checkpoint(200)));
        assertThat(store.last(SampleLog.ORIGIN))
                .hasValueSatisfying(
                        last -> assertThat(Checkpoint.in(last).size()).isEqualTo(300));
    }

    @Test
    void followsItsOwnLogsAndTheirKeysOnly() throws IOException {
        // Given
        Checkpoint other = new Checkpoint("other", 0, Frontier.EMPTY.root(), List.of());
        SignerKey stranger = SignerKey.generate("audit.example.com/prod", KeyType.ED25519);
        SignedNote unsigned = Checkpoint.in(checkpoint(300)).signedBy(stranger);

        // Then
        assertReason(Reason.UNKNOWN_LOG, new Submission(0, List.of(), other.signedBy(SampleLog.OPERATOR)));
        assertReason(Reason.UNSIGNED, new Submission(0, List.of(), unsigned));
        assertReason(Reason.MALFORMED, new Submission(0, List.of(), SignedNote.signed("note\n", SampleLog.OPERATOR)));
    }

    @Test
    void cosignsNothingWhenItsMemoryIsBroken() throws IOException {
        // Given
        Path memory = Files.createDirectory(folder.resolve("broken"));
        try (WitnessStore broken = WitnessStore.open(memory)) {
            broken.put(checkpoint(300));
            try (Stream<Path> files = Files.list(memory)) {
                Path file =
                        files.filter(each -> !each.endsWith("lock")).findFirst().orElseThrow();
                Files.writeString(file, "nothing\n");
            }
            Witness forgetful =
                    new Witness(KEY, Map.of(SampleLog.ORIGIN, List.of(SampleLog.OPERATOR.verifier())), broken, CLOCK);

            // Then
            assertThatThrownBy(() -> forgetful.add(new Submission(0, List.of(), checkpoint(300))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void sharesItsMemoryWithNoOther() throws IOException {
        // Given
        Path memory = folder.resolve("shared");

        try (WitnessStore first = WitnessStore.open(memory)) {
            // Then
            assertThat(first.last(SampleLog.ORIGIN)).isEmpty();
            assertThatThrownBy(() -> WitnessStore.open(memory)).hasMessageStartingWith("another witness holds");
        }
        WitnessStore.open(memory).close();
    }

    @Test
    void readsSubmissionsAsTheSpecificationWritesThem() throws IOException {
        // Given
        Submission submission = new Submission(300, proof(300, 700), checkpoint(700));

        // Then
        assertThat(submission.text()).startsWith("old 300\n" + proof(300, 700).getFirst() + "\n");
        assertThat(Submission.parse(submission.text())).isEqualTo(submission);
        for (String body : List.of(
                "",
                submission.text().replace("old 300", "old 0300"),
                submission.text().replace("old 300", "300"),
                submission.text().replace("old 300\n", "old 300\nAAAA\n"))) {
            assertThatThrownBy(() -> Submission.parse(body)).isInstanceOf(NoteRefusedException.class);
        }
    }

    private Witness witness() {
        return new Witness(KEY, Map.of(SampleLog.ORIGIN, List.of(SampleLog.OPERATOR.verifier())), store, CLOCK);
    }

    private void assertReason(Reason reason, Submission submission) throws IOException {
        assertThat(witness.add(submission))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private List<Hash> proof(long older, long newer) throws IOException {
        TileSubtrees tree = new TileSubtrees(new LogDirectory(folder.resolve("log")));
        return ConsistencyProof.between(tree, older, newer).path();
    }

    private static SignedNote checkpoint(int size) {
        return signed(SampleLog.records(size));
    }

    private static SignedNote signed(List<LoggedRecord> records) {
        Frontier frontier = Frontier.EMPTY;
        for (LoggedRecord record : records) {
            frontier = frontier.append(Leaf.of(record).hash());
        }
        return Checkpoint.of(SampleLog.ORIGIN, frontier).signedBy(SampleLog.OPERATOR);
    }
}
