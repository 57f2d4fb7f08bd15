package dev.writ.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a consumer begins, and what it does when it cannot find that out. */
class StandaloneConsumerTest {

    private static final String TOKENS = Topics.TOKENS.name();
    private static final String TEXTS = Topics.TEXTS.name();
    private static final byte[] NOTHING = {};

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final AtomicLong nanos = new AtomicLong();
    private final StandaloneConsumer consumer = new StandaloneConsumer(
            new FeedSettings("test", Map.of(Topics.TOKENS, 2L, Topics.TEXTS, FeedSettings.EVERYTHING)),
            kafka,
            new SimpleMeterRegistry(),
            nanos::get);

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void beginsSoFarBeforeTheEndOfEachPartitionAsItsTopicIsLookedBack() {
        // Given
        partitions(TOKENS, 2);
        log(TOKENS, 0, 5, 9);
        log(TOKENS, 1, 8, 9);
        partitions(TEXTS, 1);
        log(TEXTS, 0, 3, 9);

        // When
        consumer.locate();

        // Then
        assertThat(kafka.position(new TopicPartition(TOKENS, 0))).isEqualTo(7);
        assertThat(kafka.position(new TopicPartition(TOKENS, 1))).isEqualTo(8);
        assertThat(kafka.position(new TopicPartition(TEXTS, 0))).isEqualTo(3);
    }

    @Test
    void isCaughtUpBehindWhatWasThereFirst() {
        // Given
        partitions(TOKENS, 1);
        log(TOKENS, 0, 0, 2);
        partitions(TEXTS, 1);
        log(TEXTS, 0, 4, 4);
        assertThat(consumer.isCaughtUp()).as("before it knows").isFalse();
        consumer.locate();
        assertThat(consumer.isCaughtUp()).isFalse();

        // When
        add(TOKENS, 0, 0);
        add(TOKENS, 0, 1);
        List<Long> offsets = new ArrayList<>();
        consumer.poll(Duration.ZERO).forEach(record -> offsets.add(record.offset()));

        // Then
        assertThat(offsets).containsExactly(0L, 1L);
        assertThat(consumer.isCaughtUp()).isTrue();
    }

    @Test
    void readsPartitionsThatComeLaterFromTheirBeginning() {
        // Given
        partitions(TOKENS, 1);
        log(TOKENS, 0, 0, 9);
        partitions(TEXTS, 1);
        log(TEXTS, 0, 0, 0);
        consumer.locate();

        // When
        partitions(TOKENS, 2);
        log(TOKENS, 1, 0, 9);
        consumer.locate();
        List<TopicPartition> soon = List.copyOf(kafka.assignment());
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        consumer.locate();

        // Then
        TopicPartition added = new TopicPartition(TOKENS, 1);
        assertThat(soon).doesNotContain(added);
        assertThat(kafka.position(added)).isZero();
        assertThat(kafka.position(new TopicPartition(TOKENS, 0)))
                .as("goes on where it was")
                .isEqualTo(7);
    }

    @Test
    void beginsWhereItShouldAlsoIfItCouldNotAskAtFirst() {
        // Given
        partitions(TOKENS, 1);
        log(TOKENS, 0, 0, 9);
        partitions(TEXTS, 1);
        log(TEXTS, 0, 0, 9);
        kafka.setOffsetsException(new TimeoutException("away"));
        assertThatThrownBy(consumer::locate).isInstanceOf(KafkaException.class);
        assertThat(consumer.isCaughtUp()).isFalse();

        // When
        consumer.locate();

        // Then
        assertThat(kafka.position(new TopicPartition(TOKENS, 0))).isEqualTo(7);
        assertThat(consumer.isCaughtUp()).isFalse();
    }

    @Test
    void saysWhichTopicIsMissing() {
        partitions(TOKENS, 1);
        log(TOKENS, 0, 0, 0);
        assertThatThrownBy(consumer::locate)
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining(TEXTS);
    }

    private void partitions(String topic, int count) {
        kafka.updatePartitions(
                topic,
                IntStream.range(0, count)
                        .mapToObj(partition ->
                                new PartitionInfo(topic, partition, Node.noNode(), new Node[] {}, new Node[] {}))
                        .toList());
    }

    private void log(String topic, int partition, long beginning, long end) {
        kafka.updateBeginningOffsets(Map.of(new TopicPartition(topic, partition), beginning));
        kafka.updateEndOffsets(Map.of(new TopicPartition(topic, partition), end));
    }

    private void add(String topic, int partition, long offset) {
        kafka.addRecord(new ConsumerRecord<>(topic, partition, offset, NOTHING, NOTHING));
    }
}
