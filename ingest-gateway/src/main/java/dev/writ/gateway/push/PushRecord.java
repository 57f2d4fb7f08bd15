package dev.writ.gateway.push;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One record that may be told to a reader.
 *
 * @param value a token event, a canvas, a decision or the end of an execution
 * @param key the record's key
 * @param partition where it is
 * @param offset in the partition
 * @param seen what comes next in each partition of which all before was handed over; may lack partitions
 */
record PushRecord(
        SpecificRecord value, String key, TopicPartition partition, long offset, Map<TopicPartition, Long> seen) {

    /** The place of ends of executions: they come from no topic that a cursor speaks of. */
    static final TopicPartition NOWHERE = new TopicPartition(Topics.EXECUTIONS.name(), 0);

    private static final int BYTES_OF_ANY = 1_024;

    /** About how many bytes it holds. */
    int bytes() {
        return BYTES_OF_ANY
                + switch (value) {
                    case TokenEvent token
                    when token.getBody() instanceof TokenDelta delta ->
                        delta.getText().length();
                    case CanvasState canvas ->
                        canvas.getContent().map(String::length).orElse(0)
                                + canvas.getMetadata().values().stream()
                                        .mapToInt(String::length)
                                        .sum();
                    default -> 0;
                };
    }
}
