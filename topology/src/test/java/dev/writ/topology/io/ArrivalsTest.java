package dev.writ.topology.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.RecordOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void oneAloneWaitsForNothing() {
        // Given
        come(Map.of(0, 7L));

        // When and then
        assertThat(dealtWith(0, 7)).isTrue();
    }

    @Test
    void thoseThatCameTogetherShareACommitWhateverTheirPartitions() {
        // Given
        knowTheTopic();
        come(Map.of(0, 8L, 1, 3L));

        // When and then
        assertThat(dealtWith(0, 7)).isFalse();
        assertThat(dealtWith(0, 8)).isFalse();
        assertThat(dealtWith(1, 3)).isTrue();
    }

    @Test
    void theLastOfThemAsksForAllThoughNobodyWaitsForIt() {
        // Given
        knowTheTopic();
        come(Map.of(0, 8L));

        // When and then
        assertThat(dealtWith(0, 7)).isFalse();
        assertThat(arrivals.commitIsDue(origin(0, 8), false)).isTrue();
    }

    @Test
    void theFirstOfATopicThatComeTogetherShareACommit() {
        // Given
        come(Map.of(0, 8L));

        // When and then
        assertThat(dealtWith(0, 7)).isFalse();
        assertThat(dealtWith(0, 8)).isTrue();
    }

    @Test
    void whatAFetchLeavesBehindSharesACommit() {
        // Given
        knowTheTopic();
        come(Map.of(0, 8L));
        come(Map.of(1, 3L));

        // When and then
        assertThat(dealtWith(1, 3)).isTrue();
        assertThat(dealtWith(0, 7)).isFalse();
        assertThat(dealtWith(0, 8)).isTrue();
    }

    @Test
    void nobodyAsksWhereNobodyWaits() {
        // Given
        knowTheTopic();
        come(Map.of(0, 8L));

        // When and then
        assertThat(arrivals.commitIsDue(origin(0, 8), false)).isFalse();
    }

    @Test
    void whatWasNeverReportedIsNotLeftBehindTheNextFetch() {
        // Given: one that failed
        knowTheTopic();
        come(Map.of(0, 8L, 1, 3L));

        // When
        come(Map.of(1, 4L));

        // Then
        assertThat(dealtWith(1, 4)).isTrue();
    }

    @Test
    void topicsThatNobodyReportsAreWaitedForByNobody() {
        // Given
        knowTheTopic();
        arrivals.came(records("other", Map.of(0, 1L)));

        // When and then
        assertThat(dealtWith(0, 9)).isTrue();
    }

    @Test
    void threadsCommitByThemselves() throws InterruptedException, ExecutionException {
        // Given
        knowTheTopic();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> come(Map.of(1, 3L))).get();
            come(Map.of(0, 8L));

            // When
            boolean due = other.submit(() -> dealtWith(1, 3)).get();

            // Then
            assertThat(due).isTrue();
        }
    }

    private void knowTheTopic() {
        dealtWith(0, 0);
    }

    private boolean dealtWith(int partition, long offset) {
        return arrivals.commitIsDue(origin(partition, offset), true);
    }

    private static RecordOrigin origin(int partition, long offset) {
        return new RecordOrigin("requests", partition, offset);
    }

    private void come(Map<Integer, Long> lastOffsets) {
        arrivals.came(records("requests", lastOffsets));
    }

    private static ConsumerRecords<byte[], byte[]> records(String topic, Map<Integer, Long> lastOffsets) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        lastOffsets.forEach((partition, offset) -> records.put(
                new TopicPartition(topic, partition),
                List.of(new ConsumerRecord<>(topic, partition, offset, new byte[0], new byte[0]))));
        return new ConsumerRecords<>(records, Map.of());
    }
}
