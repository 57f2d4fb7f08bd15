package dev.writ.sink.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private static final TopicPartition PARTITION = new TopicPartition("texts", 0);

    /** Tables that stand at 5. */
    private static final PositionStore TABLES = new PositionStore() {
        @Override
        public Map<TopicPartition, Long> positionsOf(Collection<TopicPartition> partitions) {
            return Map.of(PARTITION, 5L);
        }

        @Override
        public void begin(Map<TopicPartition, Long> positions) {
            throw new AssertionError("the position is known");
        }
    };

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    @Test
    void goesOnBehindWhatHasExpiredAndMovesFromWhereTheTablesStand() {
        try (AuditLog log = joined(true)) {
            // Given
            expireUpTo(7);
            log.place(TABLES);
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 7, new byte[0], new byte[] {1}));

            // When
            List<List<ConsumerRecord<byte[], byte[]>>> runs = log.poll(Duration.ZERO);

            // Then
            assertThat(log.movesOf(runs.getFirst())).isEqualTo(Map.of(PARTITION, new Move(5, 8)));
        }
    }

    @Test
    void waitsWhereRecordsExpireWhileItReads() {
        try (AuditLog log = joined(true)) {
            log.place(TABLES);
            expireUpTo(7);
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 5L)));

            assertThatThrownBy(() -> log.poll(Duration.ZERO)).isInstanceOf(RecordsExpiredException.class);
        }
    }

    @Test
    void stopsAtAGapThatMayNotBeSkipped() {
        try (AuditLog log = joined(false)) {
            log.place(TABLES);
            expireUpTo(7);
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 5L)));

            assertThatThrownBy(() -> log.poll(Duration.ZERO)).isInstanceOf(LogGapException.class);
        }
    }

    @Test
    void doesNotTakeAMoveForThePlaceOfAPartitionThatWasAwayMeanwhile() {
        try (AuditLog log = joined(false)) {
            // Given
            log.place(TABLES);
            consumer.rebalance(List.of());
            consumer.rebalance(List.of(PARTITION));

            // When
            log.moveBehind(Map.of(PARTITION, new Move(5, 8)));

            // Then
            assertThat(log.isPlaced()).isFalse();
        }
    }

    @Test
    void lagsByWhatWasGivenUntilItIsWritten() {
        try (AuditLog log = joined(false)) {
            // Given
            log.place(TABLES);
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 5, new byte[0], new byte[] {1}));
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 6, new byte[0], new byte[] {1}));
            log.poll(Duration.ZERO);
            log.poll(Duration.ZERO);

            // When
            log.measureLag();
            double beforeTheyAreWritten = log.lag();
            log.moveBehind(Map.of(PARTITION, new Move(5, 7)));
            log.measureLag();

            // Then
            assertThat(beforeTheyAreWritten).isEqualTo(4);
            assertThat(log.lag()).isEqualTo(2);
        }
    }

    @Test
    void doesNotLagByTheMarkersOfTransactions() {
        try (AuditLog log = joined(false)) {
            // Given
            log.place(TABLES);
            consumer.seek(PARTITION, 9); // As a consumer goes on that meets nothing but markers.

            // When
            log.measureLag();

            // Then
            assertThat(log.lag()).isZero();
        }
    }

    private AuditLog joined(boolean skipsExpired) {
        Subscription subscription = new Subscription("group", List.of(PARTITION.topic()), skipsExpired);
        AuditLog log = new AuditLog(
                consumer, subscription, new BatchLimits(1024 * 1024, 100), new KafkaClientMetrics(consumer));
        log.subscribe(() -> {});
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 9L));
        consumer.rebalance(List.of(PARTITION));
        return log;
    }

    private void expireUpTo(long offset) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, offset));
    }
}
