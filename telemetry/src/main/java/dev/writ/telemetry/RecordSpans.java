package dev.writ.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/**
 * Spans of records, by OpenTelemetry's semantic conventions for messaging. Keys are left out: they are ids of sessions and users.
 */
public final class RecordSpans {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

    private static final String KAFKA = "kafka";
    private static final String SEND = "send";
    private static final String PROCESS = "process";

    private RecordSpans() {}

    /** The name of the span of sending to a topic. */
    public static String sending(String topic) {
        return SEND + " " + topic;
    }

    /** Its attributes. */
    public static Attributes sent(String topic) {
        return Attributes.of(SYSTEM, KAFKA, OPERATION, SEND, TYPE, SEND, DESTINATION, topic);
    }

    /** The name of the span of processing a record of a topic. */
    public static String processing(String topic) {
        return PROCESS + " " + topic;
    }

    /** Its attributes. */
    public static Attributes processed(String topic, int partition, long offset) {
        return Attributes.of(
                SYSTEM,
                KAFKA,
                OPERATION,
                PROCESS,
                TYPE,
                PROCESS,
                DESTINATION,
                topic,
                PARTITION,
                Integer.toString(partition),
                OFFSET,
                offset);
    }
}
