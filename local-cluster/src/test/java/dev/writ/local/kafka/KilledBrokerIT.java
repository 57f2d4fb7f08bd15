package dev.writ.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.local.Ports;
import dev.writ.schemas.TopicCreator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed among transactions, and started again. */
class KilledBrokerIT {

    private static final String TOPIC = "written";
    private static final int PARTITIONS = 4;
    private static final int PRODUCERS = 24;
    private static final int COMMITS_BEFORE_THE_KILL = 200;
    private static final String TRANSACTION_TIMEOUT_MS = "5000";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the killed JVM runs: a node in a directory, at a port. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (Broker _ = Broker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void endsEveryTransactionThatWasUnderWay(@TempDir Path directory)
            throws IOException, InterruptedException, ExecutionException {
        // Given
        int port = Ports.free();
        String address = Ports.LOOPBACK + ":" + port;
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.resolve("kafka").toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("victim.log").toFile())
                .start();
        createTopic(address);
        AtomicInteger commits = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS)) {
            for (int i = 0; i < PRODUCERS; i++) {
                String name = "producer-" + i;
                threads.execute(() -> commitUntilItFails(address, name, commits));
            }
            await().atMost(PATIENCE).until(() -> commits.get() >= COMMITS_BEFORE_THE_KILL);
            victim.destroyForcibly().waitFor();
            threads.shutdownNow();
        }

        // When
        try (Broker _ = Broker.start(directory.resolve("kafka"), port)) {

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ends(address, "read_committed"))
                            .as("what readers of committed records get to, of all that there is")
                            .isEqualTo(ends(address, "read_uncommitted")));
        }
    }

    private static void createTopic(String address) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            TopicCreator.create(admin, List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)));
        }
    }

    private static void commitUntilItFails(String address, String name, AtomicInteger commits) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                address,
                "transactional.id",
                name,
                "transaction.timeout.ms",
                TRANSACTION_TIMEOUT_MS,
                "delivery.timeout.ms",
                TRANSACTION_TIMEOUT_MS,
                "request.timeout.ms",
                TRANSACTION_TIMEOUT_MS,
                "linger.ms",
                0,
                "max.block.ms",
                TRANSACTION_TIMEOUT_MS);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            while (!Thread.currentThread().isInterrupted()) {
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    var _ = producer.send(
                            new ProducerRecord<>(TOPIC, partition, null, name.getBytes(StandardCharsets.UTF_8)));
                }
                producer.commitTransaction();
                commits.incrementAndGet();
            }
        } catch (KafkaException e) {
            // The node is gone, as it was to be.
            assertThat(commits.get()).isPositive();
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private static Map<TopicPartition, Long> ends(String address, String isolation) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "isolation.level", isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList());
        }
    }
}
