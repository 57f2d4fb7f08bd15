package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.Maturity;
import dev.writ.sink.Events;
import dev.writ.sink.letters.DeadLetterBox;
import dev.writ.sink.read.Entry;
import dev.writ.sink.read.Move;
import dev.writ.sink.rows.AuditRows;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class BatchWriterIT {

    private static final DeadLetterBox NONE = poison -> assertThat(poison).isEmpty();

    @Test
    void fencesAWriterWhosePositionWasTaken(TestCluster cluster) {
        try (Database database = migrated(cluster)) {
            // Given
            TopicPartition partition = new TopicPartition(Events.id("fenced"), 0);
            OffsetLedger offsets = new OffsetLedger(database);
            offsets.begin(Map.of(partition, 5L));
            BatchWriter writer = new BatchWriter(database, NONE, Optional.empty());
            write(writer, partition, 5, event(Events.id("successor")));

            // When
            AuditRecorded late = event(Events.id("zombie"));
            assertThatThrownBy(() -> write(writer, partition, 5, late)).isInstanceOf(FencedException.class);

            // Then
            assertThat(offsets.positionsOf(List.of(partition))).containsEntry(partition, 6L);
            write(writer, partition, 6, late);
            assertThat(offsets.positionsOf(List.of(partition))).containsEntry(partition, 7L);
        }
    }

    @Test
    void leavesAFirstPositionThatIsThereAsItIs(TestCluster cluster) {
        try (Database database = migrated(cluster)) {
            TopicPartition partition = new TopicPartition(Events.id("begun"), 3);
            OffsetLedger offsets = new OffsetLedger(database);

            offsets.begin(Map.of(partition, 5L));
            offsets.begin(Map.of(partition, 9L));

            assertThat(offsets.positionsOf(List.of(partition))).containsEntry(partition, 5L);
        }
    }

    @Test
    void doesNotPassARecordWhoseDeadLetterIsNotDurable(TestCluster cluster) {
        try (Database database = migrated(cluster)) {
            // Given
            TopicPartition partition = new TopicPartition(Events.id("unsent"), 0);
            OffsetLedger offsets = new OffsetLedger(database);
            offsets.begin(Map.of(partition, 0L));
            BatchWriter writer = new BatchWriter(
                    database,
                    poison -> {
                        throw new TimeoutException("no broker");
                    },
                    Optional.empty());

            // When
            assertThatThrownBy(() -> write(writer, partition, 0, event(Events.id("event"))))
                    .isInstanceOf(TimeoutException.class);

            // Then
            assertThat(offsets.positionsOf(List.of(partition))).containsEntry(partition, 0L);
        }
    }

    @Test
    void takesNothingWithItWhereTheDeadLetterOfARefusedRecordIsNotDurable(TestCluster cluster) {
        try (Database database = migrated(cluster)) {
            // Given
            TopicPartition partition = new TopicPartition(Events.id("refused"), 0);
            OffsetLedger offsets = new OffsetLedger(database);
            offsets.begin(Map.of(partition, 0L));
            AuditRecorded tooConfident = Events.changed(Events.agent(Events.id("agent"), 1, Maturity.STUDENT, 1_000_000)
                    .build());
            BatchWriter writer = new BatchWriter(
                    database,
                    poison -> {
                        assertThat(poison).hasSize(1);
                        throw new TimeoutException("no broker");
                    },
                    Optional.empty());

            // When
            assertThatThrownBy(() -> write(writer, partition, 0, tooConfident)).isInstanceOf(TimeoutException.class);

            // Then
            assertThat(offsets.positionsOf(List.of(partition)))
                    .as("as the next user of the same connection sees it")
                    .containsEntry(partition, 0L);
        }
    }

    private static Database migrated(TestCluster cluster) {
        Database database = Database.open(
                new DatabaseConfig(cluster.jdbcUrl(), cluster.jdbcUser(), new Password(cluster.jdbcPassword())),
                new SimpleMeterRegistry());
        database.migrate();
        return database;
    }

    private static AuditRecorded event(String id) {
        return Events.event(id).build();
    }

    private static void write(BatchWriter writer, TopicPartition partition, long offset, AuditRecorded event) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
        writer.write(
                Prepared.of(List.of(new Entry.Event(record, event, AuditRows.of(event)))),
                Map.of(partition, new Move(offset, offset + 1)));
    }
}
