package dev.writ.launcher.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.witness.Witness;
import dev.writ.proof.witness.WitnessStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {

    private static final String ORIGIN = "prod/writ.audit/0";
    private static final String FORKED = "another";
    private static final SignerKey OPERATOR = SignerKey.of("prod", KeyType.ED25519, new byte[32]);
    private static final SignerKey KEY = SignerKey.of("witness", KeyType.COSIGNATURE, new byte[32]);

    private final WitnessStore store;
    private final Witness witness;

    FollowedLogTest(@TempDir Path folder) throws IOException {
        store = WitnessStore.open(folder);
        witness = new Witness(
                KEY, Map.of(ORIGIN, List.of(OPERATOR.verifier())), store, InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void cosignsWhatGrows() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);

        // When
        log.add(signed(3, ""));
        List<SignedNote> first = grow(log, 0, "");
        log.add(signed(3, ""));
        log.add(signed(8, ""));
        List<SignedNote> second = grow(log, 3, "");
        log.add(signed(8, ""));
        List<SignedNote> itself = grow(log, 8, "");
        log.add(signed(11, ""));
        List<SignedNote> third = grow(log, 8, "");

        // Then
        assertThat(first).map(note -> Checkpoint.in(note).size()).containsExactly(3L);
        assertThat(second).map(note -> Checkpoint.in(note).size()).containsExactly(8L);
        assertThat(second.getFirst().signers(List.of(OPERATOR.verifier(), KEY.verifier())))
                .hasSize(2);
        assertThat(itself).as("what it published comes back to it").isEmpty();
        assertThat(third).map(note -> Checkpoint.in(note).size()).containsExactly(11L);
        assertThat(store.last(ORIGIN)).contains(third.getFirst());
    }

    @Test
    void cosignsOnlyTheLastOfThoseThatWait() throws IOException {
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);

        log.add(signed(3, ""));
        log.add(signed(3, ""));
        log.add(signed(7, ""));

        assertThat(grow(log, 0, "")).map(note -> Checkpoint.in(note).size()).containsExactly(7L);
        assertThat(log.isBehind()).isFalse();
    }

    @Test
    void cosignsTheLargestAlthoughASmallerOneComesAgainBehindIt() throws IOException {
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);

        log.add(signed(7, ""));
        log.add(signed(3, ""));

        assertThat(grow(log, 0, "")).map(note -> Checkpoint.in(note).size()).containsExactly(7L);
    }

    @Test
    void refusesAnotherHistoryOfTheSameOperator() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        List<SignedNote> honest = grow(log, 0, "");

        // When
        log.add(signed(5, FORKED));

        // Then
        assertThatThrownBy(() -> grow(log, 3, ""))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("INCONSISTENT prod/writ.audit/0: the checkpoint of 5 records")
                .hasMessageContaining("is not of this log");
        assertThat(store.last(ORIGIN)).contains(honest.getFirst());
    }

    @Test
    void refusesALogThatIsAnotherOneSinceItWasCosigned() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        grow(log, 0, "");

        // When
        FollowedLog restarted = new FollowedLog(witness, store.last(ORIGIN).map(Checkpoint::in), GrownLog.UNREAD);
        restarted.add(signed(5, FORKED));

        // Then
        assertThatThrownBy(() -> grow(restarted, 0, FORKED))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("the checkpoint of 3 records")
                .hasMessageContaining("was cosigned");
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        grow(log, 0, "");

        // When
        FollowedLog restarted = new FollowedLog(witness, store.last(ORIGIN).map(Checkpoint::in), GrownLog.UNREAD);
        restarted.add(signed(3, ""));
        restarted.add(signed(5, ""));

        // Then
        assertThat(grow(restarted, 0, ""))
                .map(note -> Checkpoint.in(note).size())
                .containsExactly(5L);
    }

    @Test
    void goesOnWithTheTreeThatItHadReadAndReadsNoRecordOfBefore() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        grow(log, 0, "");
        log.add(signed(6, ""));
        grow(log, 3, "");

        // When
        FollowedLog restarted = new FollowedLog(witness, store.last(ORIGIN).map(Checkpoint::in), log.read());
        restarted.add(signed(6, ""));
        restarted.add(signed(9, ""));

        // Then
        assertThat(log.read().next()).isEqualTo(6);
        assertThat(grow(restarted, 6, ""))
                .map(note -> Checkpoint.in(note).size())
                .containsExactly(9L);
    }

    @Test
    void goesOnWithATreeOfBeforeTheLastCosignature() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        grow(log, 0, "");
        GrownLog before = log.read();
        log.add(signed(6, ""));
        grow(log, 3, "");

        // When
        FollowedLog restarted = new FollowedLog(witness, store.last(ORIGIN).map(Checkpoint::in), before);
        restarted.add(signed(7, FORKED));

        // Then
        assertThatThrownBy(() -> grow(restarted, 3, ""))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("the checkpoint of 7 records");
        assertThat(restarted.read().size()).isEqualTo(6);
    }

    @Test
    void refusesATreeThatIsNotTheOneThatItCosigned() throws IOException {
        // Given
        FollowedLog log = new FollowedLog(witness, Optional.empty(), GrownLog.UNREAD);
        log.add(signed(3, ""));
        grow(log, 0, "");
        GrownLog other = GrownLog.UNREAD;
        for (int n = 0; n < 3; n++) {
            other = other.append(Leaf.of(record(n, FORKED)).hash(), n);
        }
        GrownLog read = other;

        // When, Then
        assertThatThrownBy(() -> new FollowedLog(witness, store.last(ORIGIN).map(Checkpoint::in), read))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("was cosigned");
    }

    /** Hands over the records that are asked for. */
    private static List<SignedNote> grow(FollowedLog log, int from, String history) throws IOException {
        List<SignedNote> cosigned = new ArrayList<>();
        log.settle().ifPresent(cosigned::add);
        for (int n = from; log.isBehind(); n++) {
            log.append(record(n, history));
            log.settle().ifPresent(cosigned::add);
        }
        return cosigned;
    }

    private static SignedNote signed(int size, String history) {
        Frontier tree = Frontier.EMPTY;
        for (int n = 0; n < size; n++) {
            tree = tree.append(Leaf.of(record(n, history)).hash());
        }
        return Checkpoint.of(ORIGIN, tree).signedBy(OPERATOR);
    }

    private static LoggedRecord record(int n, String history) {
        return new LoggedRecord(n, n, null, (n == 1 ? history : "value").getBytes(StandardCharsets.UTF_8));
    }
}
