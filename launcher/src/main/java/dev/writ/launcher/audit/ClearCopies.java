package dev.writ.launcher.audit;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where Kafka holds what a person wrote or was answered in clear, and for how long. Nothing there is erased. */
final class ClearCopies {

    /** Of Kafka's segment.ms: a record goes with its whole segment, whose last record may be that much younger. */
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(7);

    private static final List<Topic<?>> TOPICS = List.of(
            Topics.TOKENS,
            Topics.CHAT_REQUESTS,
            Topics.CANVAS_REQUESTS,
            Topics.FORM_REQUESTS,
            Topics.COMPLETIONS,
            Topics.TEXTS,
            Topics.DEAD_LETTERS);

    private ClearCopies() {}

    /** One line for each topic, with the day on which the last of it is gone. */
    static List<String> after(Instant erasedAt) {
        Stream<String> expiring = TOPICS.stream()
                .map(topic -> topic.name() + ": until " + day(erasedAt, topic)
                        + (topic.equals(Topics.DEAD_LETTERS) ? ", requests that could not be read or processed" : ""));
        Stream<String> staying =
                Stream.of(Topics.CANVASES.name() + ": what canvases last showed, until that is replaced");
        return Stream.concat(expiring, staying).toList();
    }

    private static LocalDate day(Instant erasedAt, Topic<?> topic) {
        return LocalDate.ofInstant(erasedAt.plus(topic.retention()).plus(LONGEST_SEGMENT), ZoneOffset.UTC);
    }
}
