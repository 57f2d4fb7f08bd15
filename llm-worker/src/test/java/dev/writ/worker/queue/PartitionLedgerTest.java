package dev.writ.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {

    @Test
    void commitsTheFirstUnfinishedOffsetWithWhatIsFinishedBehindIt() {
        // Given
        PartitionLedger ledger = new PartitionLedger(null, 0);
        LongStream.range(10, 15).forEach(ledger::admit);

        // When
        ledger.finish(10);
        ledger.finish(12);
        ledger.finish(14);

        // Then
        OffsetAndMetadata commit = ledger.takeCommit(15).orElseThrow();
        assertThat(commit.offset()).isEqualTo(11);
        assertThat(FinishedOffsets.decode(11, commit.metadata())).containsExactly(12L, 14L);
        assertThat(ledger.inHand()).isEqualTo(2);
    }

    @Test
    void commitsThePositionWhenNothingIsInHand() {
        // Given: offset 11 is a transaction's marker, which is never delivered
        PartitionLedger ledger = new PartitionLedger(null, 0);
        ledger.admit(10);

        // When
        ledger.finish(10);

        // Then
        assertThat(ledger.takeCommit(12)).contains(new OffsetAndMetadata(12, ""));
    }

    @Test
    void doesNotAdmitWhatAnEarlierOwnerFinished() {
        // Given
        OffsetAndMetadata committed = new OffsetAndMetadata(5, FinishedOffsets.encode(5, setOf(LongStream.of(6, 8))));

        // When
        PartitionLedger ledger = new PartitionLedger(committed, 8);

        // Then
        assertThat(LongStream.range(5, 10).filter(ledger::admit)).containsExactly(5L, 7L, 9L);
        assertThat(ledger.mayBeRepeated(7)).isTrue();
        assertThat(ledger.mayBeRepeated(9)).isFalse();
    }

    @Test
    void commitsNothingTwiceUnlessTheCommitFailed() {
        // Given
        PartitionLedger ledger = new PartitionLedger(null, 0);
        ledger.admit(0);
        ledger.finish(0);

        // When, Then
        assertThat(ledger.takeCommit(1)).isPresent();
        assertThat(ledger.takeCommit(1)).isEmpty();
        ledger.commitFailed();
        assertThat(ledger.takeCommit(1)).isPresent();
    }

    @Test
    void keepsTheMetadataWithinWhatABrokerTakes() {
        // When
        String metadata = FinishedOffsets.encode(0, setOf(LongStream.rangeClosed(1, 100_000)));

        // Then
        assertThat(metadata.length()).isBetween(4000, FinishedOffsets.MOST_CHARACTERS);
        assertThat(FinishedOffsets.decode(0, metadata)).contains(1L, 20_000L);
    }

    @Test
    void takesTheMetadataOfOthersAsNothingFinished() {
        // When, Then
        assertThat(FinishedOffsets.decode(0, "somebody else's note")).isEmpty();
        assertThat(FinishedOffsets.decode(0, "w1:no base64 at all")).isEmpty();
    }

    private static NavigableSet<Long> setOf(LongStream offsets) {
        return offsets.boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
