package dev.writ.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionMergeTest {

    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TopicPartition B0 = new TopicPartition("b", 0);

    private final PartitionMerge merge = new PartitionMerge(List.of(B0, A1, A0), 2_000);

    @Test
    void ordersByTimeThenTopicThenPartitionThenOffset() {
        // Given
        add(B0, 10, 10, 30);
        add(A1, 10, 20);
        add(A0, 10, 40);

        // When
        end(A0, A1, B0);

        // Then
        assertThat(rest()).containsExactly("a-0@0", "a-1@0", "b-0@0", "b-0@1", "a-1@1", "b-0@2", "a-0@1");
    }

    @Test
    void keepsTheOrderOfAPartitionWhoseTimesDoNot() {
        // Given
        add(A0, 10, 50, 20);
        add(A1, 30, 60);

        // When
        end(A0, A1, B0);

        // Then
        assertThat(rest()).containsExactly("a-0@0", "a-1@0", "a-0@1", "a-0@2", "a-1@1");
    }

    @Test
    void knowsTheNextOnlyOnceEveryPartitionHasOneOrHasEnded() {
        // Given
        add(A0, 10);
        add(A1, 20, 30);
        assertThat(merge.isReady()).as("of b-0 nothing is known").isFalse();

        // When
        end(B0);

        // Then
        assertThat(merge.isReady()).isTrue();
        assertThat(place(merge.next())).isEqualTo("a-0@0");
        assertThat(merge.isReady()).as("a-0 may go on before 20").isFalse();

        // When
        end(A0);

        // Then
        assertThat(merge.isReady()).isTrue();
        assertThat(place(merge.next())).isEqualTo("a-1@0");
        assertThat(merge.isReady()).isTrue();
    }

    @Test
    void isFullAsLongAsEnoughBytesWait() {
        // Given
        merge.add(A0, List.of(new ConsumerRecord<>("a", 0, 0, new byte[0], new byte[2_000])));
        assertThat(merge.isFull(A0))
                .as("sizes unknown to the client count as nothing")
                .isFalse();

        // When
        add(A0, 10, 11, 12, 13, 14, 15, 16);

        // Then
        assertThat(merge.isFull(A0)).isTrue();
        assertThat(merge.isFull(A1)).isFalse();
        assertThat(merge.waiting()).isEqualTo(8);

        // When
        end(A1, B0);
        merge.next();
        merge.next();

        // Then
        assertThat(merge.isFull(A0)).isFalse();
    }

    private void add(TopicPartition partition, long... times) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long time : times) {
            records.add(LogRecords.of(partition, records.size(), time));
        }
        merge.add(partition, records);
    }

    private void end(TopicPartition... partitions) {
        Arrays.asList(partitions).forEach(merge::end);
    }

    private List<String> rest() {
        List<String> places = new ArrayList<>();
        while (merge.hasNext()) {
            places.add(place(merge.next()));
        }
        return places;
    }

    private static String place(Optional<ConsumerRecord<byte[], byte[]>> record) {
        return LogRecords.placeOf(record.orElseThrow());
    }
}
