package dev.writ.schemas;

import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.RecordOrigin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Builds dead letters: whole records, with where they came from and why they were given up. Of a record beyond {@link
 * Topic#MOST_BYTES}, as it may come out of a compressed batch, only the place is kept.
 */
public final class DeadLetters {

    private DeadLetters() {}

    /**
     * Why a record is given up.
     *
     * @param kind the kind of reason
     * @param code a stable word within that kind
     * @param message a sentence for a person
     * @param stage which part of Writ gives up
     * @param requestId the request or command id, where it could be read
     */
    public record Why(
            DeadLetterReason kind,
            String code,
            String message,
            String stage,
            @Nullable String requestId) {}

    /** The dead letter of a record as it came from the consumer. */
    public static DeadLettered of(ConsumerRecord<byte[], byte[]> record, Why why) {
        return of(
                new RecordOrigin(record.topic(), record.partition(), record.offset()),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers(),
                why);
    }

    /** The dead letter of a record's parts. */
    public static DeadLettered of(
            RecordOrigin origin,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            Why why) {
        Map<String, ByteBuffer> copied = new LinkedHashMap<>();
        for (Header header : headers) {
            copied.put(header.key(), header.value() == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(header.value()));
        }
        int bytes = size(key)
                + size(value)
                + copied.values().stream().mapToInt(ByteBuffer::remaining).sum();
        boolean whole = bytes <= Topic.MOST_BYTES;
        return DeadLettered.newBuilder()
                .setOrigin(origin)
                .setTimestamp(Instant.ofEpochMilli(Math.max(0, timestamp)))
                .setKey(whole && key != null ? ByteBuffer.wrap(key) : null)
                .setValue(whole && value != null ? ByteBuffer.wrap(value) : null)
                .setHeaders(whole ? copied : Map.of())
                .setReason(why.kind())
                .setCode(why.code())
                .setMessage(
                        whole ? why.message() : why.message() + " (its " + bytes + " bytes are left where they are)")
                .setRequestId(why.requestId())
                .setStage(why.stage())
                .build();
    }

    /**
     * A dead letter as the record to send, under the key of its source and in its trace.
     *
     * @param key the source's key
     * @param headers the source's headers
     * @param source which part of Writ sends it, as a CloudEvents source
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
            DeadLettered letter,
            byte @Nullable [] key,
            Headers headers,
            String source,
            Serializer<DeadLettered> serializer) {
        String id = idOf(letter.getOrigin());
        String topic = Topics.DEAD_LETTERS.name();
        return new ProducerRecord<>(
                topic,
                null,
                key,
                serializer.serialize(topic, letter),
                CloudEvent.of(id, source, letter, letter.getTimestamp(), CloudEvent.traceparentIn(headers, id))
                        .writeTo(new RecordHeaders()));
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** Names the dead letter of one record, so that giving it up twice is one event. */
    public static String idOf(RecordOrigin origin) {
        return Ids.derive("dead-letter", origin.getTopic(), origin.getPartition(), origin.getOffset());
    }
}
