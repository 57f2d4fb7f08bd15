package dev.writ.worker.execution;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.worker.publish.Durable;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.Answer;
import dev.writ.worker.stream.Completion;
import dev.writ.worker.stream.EndedAttempt;
import java.util.Optional;

/**
 * Publishes answers as a whole, for readers that come when their streams have gone. An answer follows from its attempt's
 * events alone, so a repetition is the same event.
 */
final class AnswerArchive {

    private static final String SOURCE = "/writ/worker";

    private final EventPublisher publisher;

    AnswerArchive(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** Returns when the answer is durable. */
    void publish(Completion completion, EndedAttempt attempt) throws InterruptedException {
        CompletionText text = text(completion, attempt);
        String id = Ids.derive("completion-text", completion.executionId(), attempt.attempt());
        Durable.await(publisher.publish(
                Topics.TEXTS,
                completion.key(),
                text,
                CloudEvent.of(id, SOURCE, text, attempt.endedAt(), completion.traceparent()),
                completion.timestamp()));
    }

    private static CompletionText text(Completion completion, EndedAttempt attempt) {
        Answer answer = attempt.answer();
        return CompletionText.newBuilder()
                .setExecutionId(completion.executionId())
                .setAttempt(attempt.attempt())
                .setUserId(completion.request().getUserId())
                .setSessionId(completion.request().getSessionId())
                .setModel(model(completion, attempt))
                .setText(answer.text())
                .setToolCalls(answer.toolCalls())
                .setEnded(attempt.ended())
                .setOccurredAt(attempt.endedAt())
                .build();
    }

    /** The one that ran, else the one that was to run; empty if the topic no longer has the start. */
    private static String model(Completion completion, EndedAttempt attempt) {
        return attempt.ended()
                .getModel()
                .or(() -> Optional.ofNullable(attempt.started()).map(StreamStarted::getModel))
                .or(() -> completion.request().getModel())
                .orElse("");
    }
}
