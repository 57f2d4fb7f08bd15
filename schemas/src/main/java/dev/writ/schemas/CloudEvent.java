package dev.writ.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The context of one event, written in the binary mode of the CloudEvents 1.0 Kafka protocol binding: headers {@code
 * ce_*} and {@code content-type}.
 *
 * @param id names the event; derived from what caused it
 * @param source which part of Writ made it, such as {@code /writ/gateway}
 * @param type such as {@code dev.writ.chat.requested}
 * @param time when it happened
 * @param traceparent W3C trace context, version 00
 */
public record CloudEvent(String id, String source, String type, Instant time, String traceparent) {

    private static final String ID = "ce_id";
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] CONTENT_TYPE = bytes("application/avro");
    private static final String TRACEPARENT = "traceparent";
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final String TRACEPARENT_FORM = "00-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
    private static final int TRACE_BEGIN = 3;
    private static final int TRACE_END = 35;
    private static final int PARENT_BEGIN = 36;
    private static final int PARENT_END = 52;

    /** An event of the type that the record's class, or that of its {@code body}, names. */
    public static CloudEvent of(String id, String source, SpecificRecord record, Instant time, String traceparent) {
        return new CloudEvent(id, source, typeOf(record), time, traceparent);
    }

    /** Of each record class; asked for with every event. */
    private static final ClassValue<String> TYPES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return typeNamed(type.getSimpleName());
        }
    };

    /** The class name as a CloudEvents type: ChatRequested becomes dev.writ.chat.requested. */
    public static String typeOf(SpecificRecord record) {
        Schema.Field body = record.getSchema().getField("body");
        return TYPES.get(
                body != null && record.get(body.pos()) instanceof SpecificRecord inner
                        ? inner.getClass()
                        : record.getClass());
    }

    /** The types that {@link #typeOf} can give for records of a schema. */
    public static List<String> typesOf(Schema schema) {
        Schema.Field body = schema.getField("body");
        return body != null && body.schema().isUnion()
                ? body.schema().getTypes().stream()
                        .map(each -> typeNamed(each.getName()))
                        .toList()
                : List.of(typeNamed(schema.getName()));
    }

    private static String typeNamed(String name) {
        return "dev.writ." + WORD_START.matcher(name).replaceAll(".").toLowerCase(Locale.ROOT);
    }

    /** The same event in another context of its trace. */
    public CloudEvent in(String context) {
        return new CloudEvent(id, source, type, time, context);
    }

    /** Replaces the event headers of a record, and leaves others as they are. */
    public Headers writeTo(Headers headers) {
        boolean fresh = !headers.iterator().hasNext();
        put(headers, fresh, "ce_specversion", SPEC_VERSION);
        put(headers, fresh, ID, bytes(id));
        put(headers, fresh, "ce_source", bytes(source));
        put(headers, fresh, "ce_type", bytes(type));
        put(headers, fresh, "ce_time", bytes(time.toString()));
        put(headers, fresh, "content-type", CONTENT_TYPE);
        put(headers, fresh, TRACEPARENT, bytes(traceparent));
        return headers;
    }

    /** The id that a record's headers give, if they give a usable one. */
    public static Optional<String> idIn(Headers headers) {
        return text(headers, ID).filter(Ids::isValid);
    }

    /** The trace context that a record's headers give; else one derived from the seed, so that a replay gives the same. */
    public static String traceparentIn(Headers headers, String seed) {
        return text(headers, TRACEPARENT).filter(CloudEvent::isTraceparent).orElseGet(() -> traceparentFrom(seed));
    }

    /** The trace context of an HTTP request's fields of that name; empty unless it is one, and valid. */
    public static Optional<String> traceparentOf(List<String> fields) {
        return fields.size() == 1 ? Optional.of(fields.getFirst()).filter(CloudEvent::isTraceparent) : Optional.empty();
    }

    /** A trace context that follows from the seed. */
    public static String traceparentFrom(String seed) {
        String hash = Ids.sha256Hex(seed.getBytes(StandardCharsets.UTF_8));
        return "00-" + hash.substring(0, 32) + "-" + hash.substring(32, 48) + "-01";
    }

    /** Whether the text is a valid W3C traceparent of version 00. */
    public static boolean isTraceparent(String text) {
        return hasForm(text) && !isZero(text, TRACE_BEGIN, TRACE_END) && !isZero(text, PARENT_BEGIN, PARENT_END);
    }

    /** A regular expression takes longer, and each record has one. */
    private static boolean hasForm(String text) {
        if (text.length() != TRACEPARENT_FORM.length()) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char wanted = TRACEPARENT_FORM.charAt(at);
            char c = text.charAt(at);
            boolean fits = wanted == 'h' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == wanted;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (text.charAt(at) != '0') {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** @param fresh whether there was no header at all before, so that none needs to be looked for */
    private static void put(Headers headers, boolean fresh, String name, byte[] value) {
        (fresh ? headers : headers.remove(name)).add(name, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
