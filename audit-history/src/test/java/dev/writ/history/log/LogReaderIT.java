package dev.writ.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.TopicCreator;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class LogReaderIT {

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
    private static final int PARTITIONS = 3;

    private final TestCluster cluster;
    private final Admin admin;
    private final String topic = "history-" + UUID.randomUUID();

    LogReaderIT(TestCluster cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(cluster.connection().admin("test"));
    }

    @BeforeEach
    void makeTopic() throws ExecutionException, InterruptedException {
        TopicCreator.create(
                admin, List.of(new NewTopic(topic, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"))));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void readsWhatWasCommittedInTheOrderOfTime() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer("tx-" + topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, 0, 1, 4);
            send(producer, 1, 2);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, 0, 5);
            send(producer, 2, 3);
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, 1, 3, 6);
            producer.commitTransaction();
            // The last thing that two of the partitions see is the end of a transaction that came to nothing.
            producer.beginTransaction();
            send(producer, 0, 7);
            send(producer, 2, 7);
            producer.abortTransaction();
        }
        List<Progress> told = new ArrayList<>();

        // When
        List<String> read = read(LogRange.all(List.of(topic)), told);

        // Then
        assertThat(read).containsExactly("0@1", "1@2", "1@3", "0@4", "1@6");
        assertThat(told.getLast().records()).isEqualTo(5);
        assertThat(told.getLast().share()).isEqualTo(1);
    }

    @Test
    void endsBeforeATransactionThatIsStillOpen() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer("tx-" + topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, 0, 1);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, 0, 2);

            // When
            List<String> read = read(LogRange.all(List.of(topic)), new ArrayList<>());
            producer.commitTransaction();

            // Then
            assertThat(read).containsExactly("0@1");
            assertThat(read(LogRange.all(List.of(topic)), new ArrayList<>())).containsExactly("0@1", "0@2");
        }
    }

    @Test
    void readsARangeOfTimeAlsoWhereRecordsCameLate() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer()) {
            send(producer, 0, 1, 10, 4, 20, 11);
            send(producer, 1, 12, 30);
            send(producer, 2, 9);
        }

        // When
        List<String> read = read(
                new LogRange(List.of(topic), new Bound.Time(second(10)), new Bound.Time(second(20))),
                new ArrayList<>());

        // Then
        assertThat(read).containsExactly("0@10", "0@11", "1@12");
    }

    @Test
    void readsNothingOfATimeThatHasNotCome() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer()) {
            send(producer, 0, 1);
        }

        // When
        List<String> read =
                read(new LogRange(List.of(topic), new Bound.Time(second(2)), Bound.OPEN), new ArrayList<>());

        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void readsOffsetsOfThePartitionsThatAreNamed() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer()) {
            send(producer, 0, 1, 2, 3, 4);
            send(producer, 1, 1, 2);
            send(producer, 2, 1);
        }
        Map<TopicPartition, Long> from = Map.of(new TopicPartition(topic, 0), 1L, new TopicPartition(topic, 1), 1L);

        // When
        List<String> read = read(
                new LogRange(List.of(topic), new Bound.Offsets(from), new Bound.Time(second(4))), new ArrayList<>());

        // Then
        assertThat(read).containsExactly("0@2", "1@2", "0@3");
    }

    @Test
    void saysWhatRetentionTookOfTheRange() throws ExecutionException, InterruptedException {
        // Given
        try (Producer<byte[], byte[]> producer = producer()) {
            send(producer, 0, 1, 2, 3, 4);
            send(producer, 1, 1, 2);
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                .all()
                .get();

        // When, Then
        try (LogReader whole = open(LogRange.all(List.of(topic)), new ArrayList<>());
                LogReader since =
                        open(new LogRange(List.of(topic), new Bound.Time(second(2)), Bound.OPEN), new ArrayList<>());
                LogReader later =
                        open(new LogRange(List.of(topic), new Bound.Time(second(4)), Bound.OPEN), new ArrayList<>())) {
            assertThat(whole.missing()).containsExactly(new Missing(partition, 0, 2, true));
            assertThat(since.missing()).containsExactly(new Missing(partition, 0, 2, false));
            assertThat(later.missing()).isEmpty();
            assertThat(places(whole)).containsExactly("1@1", "1@2", "0@3", "0@4");
        }
    }

    @Test
    void mergesMoreThanItsBuffersHold() throws ExecutionException, InterruptedException {
        // Given
        byte[] value = new byte[10_000];
        int records = 600;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int number = 0; number < records; number++) {
                // All of partition 1 is earlier than all of partition 0.
                int partition = number < records / 2 ? 1 : 0;
                sent.add(producer.send(new ProducerRecord<>(topic, partition, millis(number), null, value)));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }

        // When
        List<Long> times = new ArrayList<>();
        try (LogReader reader = open(LogRange.all(List.of(topic)), new ArrayList<>())) {
            reader.forEachRemaining(record -> times.add(record.timestamp()));
        }

        // Then
        assertThat(times).hasSize(records).isSorted();
    }

    private List<String> read(LogRange range, List<Progress> told) {
        try (LogReader reader = open(range, told)) {
            return places(reader);
        }
    }

    private LogReader open(LogRange range, List<Progress> told) {
        return LogReader.open(cluster.connection(), "test", range, told::add);
    }

    /** Each as partition@second. */
    private static List<String> places(LogReader reader) {
        List<String> places = new ArrayList<>();
        while (reader.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = reader.next();
            places.add(record.partition() + "@"
                    + Duration.between(T0, Instant.ofEpochMilli(record.timestamp()))
                            .toSeconds());
        }
        return places;
    }

    private void send(Producer<byte[], byte[]> producer, int partition, long... seconds)
            throws ExecutionException, InterruptedException {
        for (long second : seconds) {
            producer.send(new ProducerRecord<>(topic, partition, millis(1_000 * second), null, new byte[1]))
                    .get();
        }
    }

    private Producer<byte[], byte[]> producer(String... transactionalId) {
        Map<String, Object> settings = new HashMap<>(cluster.connection().producer("test"));
        Arrays.stream(transactionalId).forEach(id -> settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }

    private static long millis(long behind) {
        return T0.plusMillis(behind).toEpochMilli();
    }
}
