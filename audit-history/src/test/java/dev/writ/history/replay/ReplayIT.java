package dev.writ.history.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands in a log, replayed into another topic. */
@ExtendWith(TestClusterExtension.class)
class ReplayIT {

    private final TestCluster cluster;
    private final String origin = "origin-" + UUID.randomUUID();
    private final String copies = "copies-" + UUID.randomUUID();

    ReplayIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void fill() throws ExecutionException, InterruptedException {
        Map<String, String> kept = Map.of("retention.ms", "-1");
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            TopicCreator.create(
                    admin,
                    List.of(
                            new NewTopic(origin, 2, (short) 1).configs(kept),
                            new NewTopic(copies, 3, (short) 1).configs(kept)));
        }
        AvroSerializer<AuditRecorded> serializer =
                new AvroSerializer<>(cluster.connection().registry());
        List<AuditRecorded> entries = List.of(
                Events.entry(Events.decided("1", "intern", Verdict.ALLOWED)),
                Events.entry(Events.decided("2", "student", Verdict.BLOCKED)),
                Events.finished("execution-1", "intern", ExecutionStatus.COMPLETED),
                Events.paused("intern"));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                cluster.connection().producer("test"), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < entries.size(); number++) {
                producer.send(new ProducerRecord<>(
                                origin,
                                number % 2,
                                Events.T0.plusSeconds(number).toEpochMilli(),
                                ("key-" + number).getBytes(StandardCharsets.UTF_8),
                                serializer.serialize(Topics.AUDIT.name(), entries.get(number))))
                        .get();
            }
            producer.send(new ProducerRecord<>(
                            origin, 0, Events.T0.plusSeconds(9).toEpochMilli(), null, new byte[] {7}))
                    .get();
        }
    }

    @Test
    void sendsWhatMatchesAgainAsItWas() {
        // Given
        ReplayFilter filter = new ReplayFilter(Map.of(Aspect.AGENT, "intern"), false);

        // When
        Replay.Outcome outcome;
        long sent;
        try (ReplayInto into = ReplayInto.open(cluster.connection(), "test", copies, "replay-1")) {
            outcome = replay(filter, Long.MAX_VALUE, into);
            sent = into.finish();
        }

        // Then
        assertThat(sent).isEqualTo(3);
        assertThat(outcome.read()).isEqualTo(5);
        assertThat(outcome.matched()).isEqualTo(3);
        assertThat(outcome.unreadable()).isEqualTo(1);
        assertThat(outcome.firstUnreadable())
                .hasValueSatisfying(first -> assertThat(first).startsWith(origin + "-0@2: not in the Confluent"));
        List<ConsumerRecord<byte[], byte[]>> originals = records(origin);
        List<ConsumerRecord<byte[], byte[]>> again = records(copies);
        assertThat(again).hasSize(3);
        int[] places = {0, 2, 3};
        for (int i = 0; i < places.length; i++) {
            ConsumerRecord<byte[], byte[]> original = originals.get(places[i]);
            ConsumerRecord<byte[], byte[]> copy = again.get(i);
            assertThat(copy.key()).isEqualTo(original.key());
            assertThat(copy.value()).isEqualTo(original.value());
            assertThat(copy.timestamp()).isEqualTo(original.timestamp());
            assertThat(header(copy, ReplayInto.REPLAY_ID)).isEqualTo("replay-1");
            assertThat(header(copy, ReplayInto.ORIGIN_TOPIC)).isEqualTo(origin);
            assertThat(header(copy, ReplayInto.ORIGIN_PARTITION)).isEqualTo(Integer.toString(original.partition()));
            assertThat(header(copy, ReplayInto.ORIGIN_OFFSET)).isEqualTo(Long.toString(original.offset()));
        }
    }

    @Test
    void stopsAtTheLimitAndWhenNobodyWantsMore() {
        // Given
        ReplayFilter everything = new ReplayFilter(Map.of(), false);
        List<Replayed> taken = new ArrayList<>();

        // When
        Replay.Outcome limited = replay(everything, 2, taken::add);
        Replay.Outcome refused = replay(everything, Long.MAX_VALUE, replayed -> false);

        // Then
        assertThat(limited.matched()).isEqualTo(2);
        assertThat(taken).hasSize(2);
        assertThat(refused.matched()).isEqualTo(1);
    }

    private Replay.Outcome replay(ReplayFilter filter, long limit, ReplaySink sink) {
        try (LogReader log = open(origin)) {
            return new Replay(Topics.AUDIT, cluster.connection().registry(), filter).run(log, limit, sink);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (LogReader log = open(topic)) {
            log.forEachRemaining(records::add);
        }
        return records;
    }

    private LogReader open(String topic) {
        return LogReader.open(cluster.connection(), "test", LogRange.all(List.of(topic)), Progress.Watcher.NOBODY);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
