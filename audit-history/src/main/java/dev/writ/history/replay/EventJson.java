package dev.writ.history.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, whole: each field under its own name, what is null left out, times in RFC 3339, bytes in base64. Of a field
 * that may be one of several records, {@code type} says which.
 */
public final class EventJson {

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    /** One line, without its end: where the record stands, and {@code event}. */
    public static String line(Replayed replayed) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            ConsumerRecord<byte[], byte[]> record = replayed.record();
            json.writeStartObject();
            json.writeStringField("topic", record.topic());
            json.writeNumberField("partition", record.partition());
            json.writeNumberField("offset", record.offset());
            json.writeStringField(
                    "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
            if (record.key() != null) {
                json.writeStringField("key", new String(record.key(), StandardCharsets.UTF_8));
            }
            json.writeFieldName("event");
            write(json, replayed.event(), false);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return line.toString();
    }

    /** One line, without its end: the event alone. */
    public static String of(SpecificRecord event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, event, false);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, SpecificRecord record, boolean withType) throws IOException {
        json.writeStartObject();
        if (withType) {
            json.writeStringField("type", record.getSchema().getName());
        }
        for (Schema.Field field : record.getSchema().getFields()) {
            @Nullable Object value = record.get(field.pos());
            if (value != null) {
                json.writeFieldName(field.name());
                write(json, value, isOneOfSeveral(field.schema()));
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Object value, boolean withType) throws IOException {
        switch (value) {
            case SpecificRecord record -> write(json, record, withType);
            case Map<?, ?> map -> write(json, map);
            case Collection<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(json, item, false);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Number number -> json.writeNumber(new BigDecimal(number.toString()));
            case ByteBuffer bytes -> json.writeBinary(copy(bytes));
            case Enum<?> word -> json.writeString(word.name());
            // Texts and times.
            default -> json.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator json, Map<?, ?> map) throws IOException {
        Map<String, Object> byName = new TreeMap<>();
        map.forEach((name, value) -> byName.put(String.valueOf(name), Objects.requireNonNull(value)));
        json.writeStartObject();
        for (Map.Entry<String, Object> entry : byName.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue(), false);
        }
        json.writeEndObject();
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private static boolean isOneOfSeveral(Schema schema) {
        return schema.isUnion()
                && schema.getTypes().stream()
                                .filter(type -> type.getType() == Schema.Type.RECORD)
                                .count()
                        > 1;
    }
}
