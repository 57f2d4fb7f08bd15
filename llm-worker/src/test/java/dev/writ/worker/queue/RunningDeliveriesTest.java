package dev.writ.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.worker.execution.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RunningDeliveriesTest {

    private static final int STREAMS = 100;
    private static final TopicPartition PARTITION = new TopicPartition("completions", 0);

    @Test
    void givesAllThatAreStuckOneGraceAndNotEachItsOwn() throws InterruptedException {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger beats = new AtomicInteger();
        RunningDeliveries running = new RunningDeliveries(delivery -> never.await(), beats::incrementAndGet);
        for (int offset = 0; offset < STREAMS; offset++) {
            running.start(delivery(offset));
        }

        // When
        running.stop(List.of(PARTITION), Duration.ofMillis(20));

        // Then: it beats behind each wait, and one that is left of the grace is waited through only once
        assertThat(running.count()).isZero();
        assertThat(beats).hasPositiveValue().hasValueLessThan(STREAMS / 2);
    }

    private static Delivery delivery(long offset) {
        return new Delivery(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, new byte[0]), false);
    }
}
