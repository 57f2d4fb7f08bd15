package dev.writ.launcher.secrecy;

import dev.writ.launcher.client.Database;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that topics, tables and files have. */
final class Traces {

    private Traces() {}

    /** Key, value and headers of every record of every topic up to now, those of Kafka and of aborted transactions as well. */
    static List<Trace> ofTopics(KafkaConnection connection) throws ExecutionException, InterruptedException {
        Set<String> topics;
        try (Admin admin = Admin.create(connection.admin("traces"))) {
            topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
        }
        Map<String, Object> settings = connection.consumer("traces");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        List<Trace> traces = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> addAll(traces, found));
            }
        }
        return traces;
    }

    private static void addAll(List<Trace> traces, ConsumerRecord<byte[], byte[]> found) {
        String where = found.topic() + "-" + found.partition() + "@" + found.offset();
        if (found.key() != null) {
            traces.add(Trace.of(where + " key", found.key()));
        }
        if (found.value() != null) {
            traces.add(Trace.of(where + " value", found.value()));
        }
        found.headers().forEach(header -> {
            traces.add(Trace.of(where + " header", header.key()));
            if (header.value() != null) {
                traces.add(Trace.of(where + " header " + header.key(), header.value()));
            }
        });
    }

    /** Every row of every table of every schema but PostgreSQL's own. */
    static List<Trace> ofTables(Database database) throws SQLException {
        List<Trace> traces = new ArrayList<>();
        for (Map<String, String> table : database.rows("""
                SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""")) {
            String name = Objects.requireNonNull(table.get("name"));
            for (Map<String, String> row : database.rows("SELECT t::text AS row FROM " + name + " AS t")) {
                traces.add(Trace.of(name, Objects.requireNonNull(row.get("row"))));
            }
        }
        return traces;
    }

    /** Every file below a folder that nobody writes to any more. */
    static List<Trace> ofFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Trace::of).toList();
        }
    }
}
