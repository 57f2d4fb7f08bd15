package dev.writ.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topic;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a feed does with records, over a topic of one partition that each test has for itself. */
@ExtendWith(TestClusterExtension.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class RecordFeedIT {

    private final Topic<CheckRequested> topic = new Topic<>(
            "feed-test-" + UUID.randomUUID(),
            CheckRequested.class,
            "any",
            1,
            Topic.Cleanup.DELETE,
            Topic.Time.PRODUCER,
            Topic.FOREVER);
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<String> poison = new CopyOnWriteArrayList<>();
    private TestCluster cluster;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start(TestCluster shared) {
        cluster = shared;
        producer = new KafkaProducer<>(
                cluster.connection().producer("feed-test"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
    }

    @Test
    void handsOverWhatIsLookedBackAtAndThenWhatComes() throws InterruptedException, ExecutionException {
        // Given
        create();
        write("a", "b", "c");

        // When
        try (RecordFeed feed = feed(2, this::keep)) {
            feed.awaitCaughtUp();
            List<String> first = List.copyOf(read);
            write("d");

            // Then
            assertThat(first).containsExactly("b", "c");
            await().untilAsserted(() -> assertThat(read).containsExactly("b", "c", "d"));
            assertThat(feed.trouble()).isEmpty();
        }
    }

    @Test
    void isCaughtUpOnceAllIsReadThatWasThere() throws InterruptedException, ExecutionException {
        // Given
        create();
        write("a", "b");
        CountDownLatch held = new CountDownLatch(1);
        RecordReader slow = record -> {
            keep(record);
            awaitUninterrupted(held);
        };

        try (RecordFeed feed = feed(FeedSettings.EVERYTHING, slow)) {
            await().until(() -> !read.isEmpty());
            assertThat(feed.isCaughtUp()).isFalse();
            assertThat(feed.trouble()).contains("is reading what was there before");

            // When
            held.countDown();
            feed.awaitCaughtUp();

            // Then
            assertThat(read).containsExactly("a", "b");
            assertThat(feed.isCaughtUp()).isTrue();
            assertThat(feed.trouble()).isEmpty();
        }
    }

    @Test
    void isCaughtUpAtOnceWhereNothingIs() throws InterruptedException, ExecutionException {
        create();
        try (RecordFeed feed = feed(FeedSettings.EVERYTHING, this::keep)) {
            await().until(feed::isCaughtUp);
            assertThat(read).isEmpty();
        }
    }

    @Test
    void handsPoisonOverAndGoesOnBehindIt() throws InterruptedException, ExecutionException {
        // Given
        create();
        write("a", "unreadable", "b", "failing", "c");

        // When
        try (RecordFeed feed = feed(FeedSettings.EVERYTHING, this::keep)) {
            feed.awaitCaughtUp();
        }

        // Then
        assertThat(read).containsExactly("a", "b", "c");
        assertThat(poison).containsExactly("unreadable UNREADABLE not in its format", "failing FAILED no such luck");
    }

    @Test
    void triesPoisonAgainThatCouldNotBeDisposedOf() throws InterruptedException, ExecutionException {
        // Given
        create();
        write("unreadable", "a");
        AtomicInteger tries = new AtomicInteger();

        // When
        try (RecordFeed feed = RecordFeed.start(
                settings(FeedSettings.EVERYTHING),
                cluster.connection(),
                this::keep,
                (record, reason, cause) -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("no room for it");
                    }
                    handle(record, reason, cause);
                },
                new SimpleMeterRegistry())) {
            feed.awaitCaughtUp();
        }

        // Then
        assertThat(poison).hasSize(1);
        assertThat(read).containsExactly("a");
    }

    @Test
    void triesARecordAgainForAsLongAsItCannotBeReadYet() throws InterruptedException, ExecutionException {
        // Given
        create();
        write("a", "b");
        CountDownLatch back = new CountDownLatch(1);
        RecordReader waiting = record -> {
            if (text(record).equals("a") && back.getCount() > 0) {
                throw new RegistryUnavailableException("away");
            }
            keep(record);
        };

        try (RecordFeed feed = feed(FeedSettings.EVERYTHING, waiting)) {
            await().untilAsserted(() -> assertThat(feed.trouble()).contains("waits for the schema registry"));
            assertThat(read).isEmpty();

            // When
            back.countDown();
            feed.awaitCaughtUp();

            // Then
            assertThat(read).containsExactly("a", "b");
            assertThat(poison).isEmpty();
            assertThat(feed.trouble()).isEmpty();
        }
    }

    @Test
    void waitsForATopicThatIsNotThereYet() throws InterruptedException, ExecutionException {
        try (RecordFeed feed = feed(FeedSettings.EVERYTHING, this::keep)) {
            // Given
            await().untilAsserted(() -> assertThat(feed.trouble()).contains("waits for Kafka"));

            // When
            create();
            write("a");

            // Then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(read).containsExactly("a"));
            assertThat(feed.trouble()).isEmpty();
        }
    }

    @Test
    void endsWhileItWaits() {
        // Given
        RecordFeed feed = feed(FeedSettings.EVERYTHING, this::keep);
        await().untilAsserted(() -> assertThat(feed.trouble()).contains("waits for Kafka"));

        // When
        feed.close();

        // Then
        assertThat(feed.trouble()).contains("has ended");
        assertThat(feed.isCaughtUp()).isFalse();
    }

    private FeedSettings settings(long lookBack) {
        return new FeedSettings("feed-test", Map.of(topic, lookBack));
    }

    private RecordFeed feed(long lookBack, RecordReader reader) {
        return RecordFeed.start(
                settings(lookBack), cluster.connection(), reader, this::handle, new SimpleMeterRegistry());
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        switch (text(record)) {
            case "unreadable" -> throw new UnreadableRecordException("not in its format");
            case "failing" -> throw new IllegalStateException("no such luck");
            default -> read.add(text(record));
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, RuntimeException cause) {
        poison.add(text(record) + " " + reason + " " + cause.getMessage());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void create() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(cluster.connection().admin("feed-test"))) {
            TopicCreator.create(admin, List.of(topic.toNewTopic(1, (short) 1)));
        }
    }

    private void write(String... values) throws InterruptedException, ExecutionException {
        for (String value : values) {
            producer.send(new ProducerRecord<>(topic.name(), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
