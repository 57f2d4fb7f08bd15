package dev.writ.torture.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTimesTest {

    private static final String TOPIC = "writ.completions";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 3);
    private static final short EPOCH = 0;

    @TempDir
    private Path folder = Path.of("");

    /** Two producers, one behind the other: 0 and 1 of the first, 2 of the second, their ends, and 5 of the first, not ended. */
    @BeforeEach
    void write() throws IOException {
        Path whole = Files.createDirectories(folder.resolve("broker-1").resolve(TOPIC + "-3"));
        write(whole, 0, records(0, 7, 2), records(2, 8, 1));
        write(whole, 3, marker(3, 8, 100), marker(4, 7, 200), records(5, 7, 1));
        Files.createDirectories(folder.resolve("broker-2").resolve("other-3"));
    }

    @Test
    void tellsWhenTheTransactionOfARecordEnded() throws IOException {
        // When
        CommitTimes times =
                CommitTimes.read(List.of(folder.resolve("broker-1"), folder.resolve("broker-2")), List.of(TOPIC));

        // Then
        assertThat(times.of(PARTITION, 0)).contains(Instant.ofEpochMilli(200));
        assertThat(times.of(PARTITION, 1)).contains(Instant.ofEpochMilli(200));
        assertThat(times.of(PARTITION, 2)).contains(Instant.ofEpochMilli(100));
    }

    @Test
    void tellsNothingOfWhatIsOpenOrNotThere() throws IOException {
        // When
        CommitTimes times = CommitTimes.read(List.of(folder.resolve("broker-1")), List.of(TOPIC));

        // Then
        assertThat(times.of(PARTITION, 5)).isEmpty();
        assertThat(times.of(PARTITION, 6)).isEmpty();
        assertThat(times.of(new TopicPartition(TOPIC, 4), 0)).isEmpty();
    }

    private static void write(Path partition, long firstOffset, MemoryRecords... batches) throws IOException {
        Path file = partition.resolve("%020d.log".formatted(firstOffset));
        try (FileRecords segment = FileRecords.open(file.toFile())) {
            for (MemoryRecords batch : batches) {
                segment.append(batch);
            }
        }
    }

    private static MemoryRecords records(long offset, long producer, int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = new SimpleRecord(50, new byte[] {1});
        }
        return MemoryRecords.withTransactionalRecords(offset, Compression.NONE, producer, EPOCH, 0, 0, records);
    }

    private static MemoryRecords marker(long offset, long producer, long millis) {
        return MemoryRecords.withEndTransactionMarker(
                offset, millis, 0, producer, EPOCH, new EndTransactionMarker(ControlRecordType.COMMIT, 0));
    }
}
