package dev.writ.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void cutsByRecords() {
        assertThat(sizes(Batches.cut(records(10, 10, 10, 10, 10), new BatchLimits(1_000, 2))))
                .containsExactly(2, 2, 1);
    }

    @Test
    void cutsByBytes() {
        assertThat(sizes(Batches.cut(records(40, 60, 1, 100, 99), new BatchLimits(100, 10))))
                .containsExactly(2, 1, 1, 1);
    }

    @Test
    void letsARecordAboveTheLimitGoAlone() {
        assertThat(sizes(Batches.cut(records(10, 5_000, 10), new BatchLimits(100, 10))))
                .containsExactly(1, 1, 1);
    }

    @Test
    void givesNothingForNothing() {
        assertThat(Batches.cut(List.of(), new BatchLimits(100, 10))).isEmpty();
    }

    private static List<Integer> sizes(List<List<ConsumerRecord<byte[], byte[]>>> batches) {
        return batches.stream().map(List::size).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int... bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> new ConsumerRecord<>(
                        "writ.audit",
                        0,
                        (long) i,
                        0L,
                        TimestampType.CREATE_TIME,
                        0,
                        bytes[i],
                        new byte[0],
                        new byte[bytes[i]],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
    }
}
