package dev.writ.proof.checkpoint;

import dev.writ.proof.note.NoteRefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which log: one partition of one topic of one operator, as {@code operator/topic/partition}.
 *
 * @param operator whose cluster, such as audit.example.com/prod; without spaces, plus signs and control characters
 * @param topic a Kafka topic
 * @param partition 0 or more
 */
public record LogOrigin(String operator, String topic, int partition) {

    private static final Pattern TEXT =
            Pattern.compile("([^\\s+\\p{Cntrl}]+)/([A-Za-z0-9._-]{1,249})/(0|[1-9][0-9]{0,8})");

    /** @throws NoteRefusedException if a part is not as said above */
    public LogOrigin {
        if (!TEXT.matcher(text(operator, topic, partition)).matches()) {
            throw new NoteRefusedException("not the origin of a partition: " + text(operator, topic, partition));
        }
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @throws NoteRefusedException if the text is no such origin
     */
    public static LogOrigin parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new NoteRefusedException("not the origin of a partition: " + text);
        }
        return new LogOrigin(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    /** The first line of its checkpoints. */
    public String text() {
        return text(operator, topic, partition);
    }

    private static String text(String operator, String topic, int partition) {
        return operator + "/" + topic + "/" + partition;
    }

    @Override
    public String toString() {
        return text();
    }
}
