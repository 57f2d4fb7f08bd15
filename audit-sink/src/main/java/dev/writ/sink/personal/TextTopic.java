package dev.writ.sink.personal;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.FormSubmitted;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic whose records hold what a person wrote or was answered. Tokens and completions repeat what stands in these.
 *
 * @param kind the word for its texts
 * @param topic the topic
 */
record TextTopic(String kind, Topic<? extends SpecificRecord> topic) {

    /** All of them. */
    static final List<TextTopic> ALL = List.of(
            new TextTopic("chat", Topics.CHAT_REQUESTS),
            new TextTopic("canvas", Topics.CANVAS_REQUESTS),
            new TextTopic("form", Topics.FORM_REQUESTS),
            new TextTopic("answer", Topics.TEXTS));

    static String subjectOf(SpecificRecord event) {
        return switch (event) {
            case ChatRequested chat -> chat.getUserId();
            case CanvasRequested canvas -> canvas.getUserId();
            case FormSubmitted form -> form.getUserId();
            case CompletionText answer -> answer.getUserId();
            default -> throw new IllegalArgumentException("no personal text: " + event.getSchema());
        };
    }

    static Optional<String> executionOf(SpecificRecord event) {
        return event instanceof CompletionText answer ? Optional.of(answer.getExecutionId()) : Optional.empty();
    }
}
