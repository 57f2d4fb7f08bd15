package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.testcluster.TestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One test's audit trail on the shared cluster: the log emptied, and a database schema and consumer group of its own. */
final class Trail implements AutoCloseable {

    static final Duration LONGEST = Duration.ofSeconds(90);

    private final TestCluster cluster;
    private final String name;
    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<AuditRecorded> serializer;
    private final AvroDeserializer<AuditCheckpoint> checkpoints;

    private Trail(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
        KafkaConnection kafka = cluster.connection();
        this.producer = new KafkaProducer<>(kafka.producer(name), new ByteArraySerializer(), new ByteArraySerializer());
        this.serializer = new AvroSerializer<>(kafka.registry());
        this.checkpoints = new AvroDeserializer<>(AuditCheckpoint.class, kafka.registry());
    }

    static Trail begin(TestCluster cluster) {
        Trail trail = new Trail(cluster, Events.id("trail").replace('-', '_'));
        trail.emptyLog();
        trail.update("CREATE SCHEMA " + trail.name);
        return trail;
    }

    /** Deletes all records of the audit log; offsets go on. */
    void emptyLog() {
        try (Admin admin = Admin.create(cluster.connection().admin("test"));
                KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
            get(admin.deleteRecords(consumer.endOffsets(partitions(consumer, Topics.AUDIT.name())).entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                    .all());
        }
    }

    /** Deletes the records of one partition of the audit log before an offset. */
    void behead(int partition, long firstOffset) {
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            TopicPartition log = new TopicPartition(Topics.AUDIT.name(), partition);
            get(admin.deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(firstOffset)))
                    .all());
        }
    }

    /** Settings of a sink, as the launcher would hand them on. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(KafkaConnection.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        settings.put(KafkaConnection.REGISTRY_URL, cluster.registryUrl().toString());
        settings.put(SinkConfig.JDBC_URL, cluster.jdbcUrl() + "?currentSchema=" + name);
        settings.put(SinkConfig.JDBC_USER, cluster.jdbcUser());
        settings.put(SinkConfig.JDBC_PASSWORD, cluster.jdbcPassword());
        settings.put(SinkConfig.GROUP_ID, name);
        settings.put(SinkConfig.BATCH_MAX_RECORDS, "200");
        settings.put(SinkConfig.RETENTION_DAYS, "0"); // The events are of a fixed time.
        return settings;
    }

    SinkService startSink() {
        return startSink(new SimpleMeterRegistry());
    }

    SinkService startSink(MeterRegistry meters) {
        return SinkService.start(SinkConfig.from(settings()), meters);
    }

    byte[] bytes(AuditRecorded event) {
        return Objects.requireNonNull(serializer.serialize(Topics.AUDIT.name(), event));
    }

    /** Writes events to one partition, or by their ids; returns once they are in the log. */
    List<RecordMetadata> send(@Nullable Integer partition, AuditRecorded... events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (AuditRecorded event : events) {
            sent.add(producer.send(record(partition, event.getEventId(), bytes(event))));
        }
        List<RecordMetadata> written = new ArrayList<>();
        for (Future<RecordMetadata> each : sent) {
            written.add(get(each));
        }
        return written;
    }

    RecordMetadata sendBytes(@Nullable Integer partition, String key, byte @Nullable [] value) {
        return get(producer.send(record(partition, key, value)));
    }

    private static ProducerRecord<byte[], byte[]> record(
            @Nullable Integer partition, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.AUDIT.name(), partition, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** The dead letters of records of the audit log from the given positions on. */
    List<DeadLettered> deadLettersOf(RecordMetadata... origins) {
        AvroDeserializer<DeadLettered> deserializer =
                new AvroDeserializer<>(DeadLettered.class, cluster.connection().registry());
        return records(Topics.DEAD_LETTERS).stream()
                .map(record -> Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value())))
                .filter(letter -> Stream.of(origins)
                        .anyMatch(origin -> letter.getOrigin().getPartition() == origin.partition()
                                && letter.getOrigin().getOffset() == origin.offset()))
                .toList();
    }

    /** The checkpoints of one log by their sizes. */
    Map<Long, AuditCheckpoint> checkpoints(String origin) {
        return checkpointRecords(origin).stream()
                .collect(Collectors.toMap(AuditCheckpoint::getSize, Function.identity(), (first, again) -> again));
    }

    /** The checkpoints of one log as they were published, with those that came twice. */
    List<AuditCheckpoint> checkpointRecords(String origin) {
        return publishedOf(origin).map(this::checkpoint).toList();
    }

    /** When these were published, as retention has it. */
    List<Instant> publishedAt(String origin) {
        return publishedOf(origin)
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .toList();
    }

    private Stream<ConsumerRecord<byte[], byte[]>> publishedOf(String origin) {
        return records(Topics.AUDIT_CHECKPOINTS).stream()
                .filter(record -> checkpoint(record).getNote().startsWith(origin + "\n"));
    }

    private AuditCheckpoint checkpoint(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(checkpoints.deserialize(record.topic(), record.value()));
    }

    /** The tree over the first records of a partition, grown from the log. */
    Frontier tree(int partition, long size) {
        return treeOf(records(Topics.AUDIT).stream()
                .filter(record -> record.partition() == partition)
                .limit(size));
    }

    /** A tree with the records of a partition behind an offset. */
    Frontier grown(Frontier tree, int partition, long lastOffset) {
        return leaves(records(Topics.AUDIT).stream()
                        .filter(record -> record.partition() == partition && record.offset() > lastOffset))
                .reduce(tree, Frontier::append, (left, right) -> right);
    }

    /** The trees in the tables are those of the log, up to where the tables' positions are. */
    void assertTreesAreTheLogs() {
        List<Map<String, @Nullable Object>> positions =
                query("SELECT partition, next_offset, records, encode(frontier, 'hex') AS frontier FROM sink_offsets");
        List<ConsumerRecord<byte[], byte[]>> log = records(Topics.AUDIT);
        assertThat(positions).isNotEmpty().allSatisfy(position -> {
            Frontier tree = treeOf(log.stream()
                    .filter(record -> Integer.valueOf(record.partition()).equals(position.get("partition")))
                    .filter(record -> position.get("next_offset") instanceof Long next && record.offset() < next));
            assertThat(position)
                    .containsEntry("records", tree.size())
                    .containsEntry("frontier", HexFormat.of().formatHex(tree.bytes()));
        });
    }

    private static Frontier treeOf(Stream<ConsumerRecord<byte[], byte[]>> records) {
        return leaves(records).reduce(Frontier.EMPTY, Frontier::append, (left, right) -> right);
    }

    private static Stream<Hash> leaves(Stream<ConsumerRecord<byte[], byte[]>> records) {
        return records.map(
                        record -> new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value()))
                .map(record -> Leaf.of(record).hash());
    }

    private List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
            List<TopicPartition> partitions = partitions(consumer, topic.name());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    /** Returns once that many events stand in the tables; not being able to ask is as good as none. */
    void awaitEvents(long events) {
        await().atMost(LONGEST)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(count("sink_events")).isEqualTo(events));
    }

    /** How many rows a table, or a table and a WHERE clause, gives. */
    long count(String table) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows by column; values as texts, but for whole numbers and booleans. */
    List<Map<String, @Nullable Object>> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable Object> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.put(
                            result.getMetaData().getColumnLabel(i),
                            value instanceof Long || value instanceof Integer || value instanceof Boolean
                                    ? value
                                    : result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void update(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends @Nullable Object> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps everybody from writing to a table. */
    TableLock lock(String table) throws SQLException {
        return TableLock.take(connect(), table);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                cluster.jdbcUrl() + "?currentSchema=" + name + "&options=-c%20TimeZone=UTC",
                cluster.jdbcUser(),
                cluster.jdbcPassword());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(TestCluster cluster) {
        return new KafkaConsumer<>(
                cluster.connection().consumer("test"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
