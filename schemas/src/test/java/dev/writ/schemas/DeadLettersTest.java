package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.DeadLetters.Why;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.RecordOrigin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Why WHY =
            new Why(DeadLetterReason.UNREADABLE, "not_avro", "not in the topic's format", "test", null);

    @Test
    void keepsTheWholeRecord() {
        // Given
        Headers headers =
                new RecordHeaders().add("h", new byte[] {1}).add("empty", null).add("h", new byte[] {2});

        // When
        DeadLettered letter = DeadLetters.of(record(5, new byte[] {7}, new byte[] {8, 9}, headers), WHY);

        // Then
        assertThat(letter.getOrigin()).isEqualTo(new RecordOrigin("t", 3, 14L));
        assertThat(letter.getTimestamp()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(letter.getKey()).contains(ByteBuffer.wrap(new byte[] {7}));
        assertThat(letter.getValue()).contains(ByteBuffer.wrap(new byte[] {8, 9}));
        assertThat(letter.getHeaders())
                .isEqualTo(Map.of("h", ByteBuffer.wrap(new byte[] {2}), "empty", ByteBuffer.allocate(0)));
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(letter.getRequestId()).isEqualTo(Optional.empty());
    }

    @Test
    void keepsATombstoneWithoutAKeyOrTimestamp() {
        // When
        DeadLettered letter = DeadLetters.of(record(ConsumerRecord.NO_TIMESTAMP, null, null, new RecordHeaders()), WHY);

        // Then
        assertThat(letter.getKey()).isEmpty();
        assertThat(letter.getValue()).isEmpty();
        assertThat(letter.getTimestamp()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void namesTheLetterByItsOrigin() {
        assertThat(DeadLetters.idOf(new RecordOrigin("t", 3, 14L))).isEqualTo("dd89c870-569d-85f3-a7d0-825793aa0283");
    }

    @SuppressWarnings("NullAway") // Kafka's record is unannotated; keys and values may be null.
    private static ConsumerRecord<byte[], byte[]> record(
            long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                "t", 3, 14, timestamp, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }
}
