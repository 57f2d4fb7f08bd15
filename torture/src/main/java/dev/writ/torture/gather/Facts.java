package dev.writ.torture.gather;

import dev.writ.history.fold.Place;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.torture.driver.Requests;
import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.Letter;
import dev.writ.torture.history.Token;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What records say, as facts.
 *
 * @param model that workers run where a request names none
 */
record Facts(String model) {

    private static final Set<String> REQUESTS = Set.of(
            Topics.CHAT_REQUESTS.name(),
            Topics.CANVAS_REQUESTS.name(),
            Topics.FORM_REQUESTS.name(),
            Topics.CHECK_REQUESTS.name());

    Decision decision(String place, ActionDecided decided, Optional<Instant> committedAt) {
        return new Decision(
                place,
                decided.getDecisionId(),
                decided.getRequestId(),
                decided.getExecutionId(),
                decided.getCheck().getAgentId(),
                decided.getCheck().getAction(),
                decided.getVerdict(),
                decided.getCheck().getMode(),
                decided.getErrors().isEmpty(),
                committedAt);
    }

    Letter letter(String place, DeadLettered letter) {
        RecordOrigin origin = letter.getOrigin();
        return new Letter(
                place,
                letter.getRequestId(),
                new Place(origin.getTopic(), origin.getPartition(), origin.getOffset()).toString(),
                REQUESTS.contains(origin.getTopic()),
                letter.getReason() + " " + letter.getCode(),
                letter.getStage());
    }

    ExecutionStep step(String place, ExecutionEvent event) {
        Optional<ExecutionStep.End> end = event.getBody() instanceof ExecutionFinished finished
                ? Optional.of(
                        new ExecutionStep.End(finished.getStatus(), finished.getAttempt(), finished.getTextSha256()))
                : Optional.empty();
        return new ExecutionStep(place, event.getExecutionId(), event.getDecisionId(), end);
    }

    Completion completion(String place, CompletionRequested asked, Optional<Instant> committedAt) {
        String named = asked.getModel().orElse(model);
        SimulatedAnswer answer =
                SimulatedAnswer.to(named, asked.getMessages(), !asked.getTools().isEmpty(), asked.getMaxTokens());
        return new Completion(
                place,
                asked.getExecutionId(),
                asked.getDecisionId(),
                committedAt,
                Requests.answersWhole(named),
                answer.tokens());
    }

    Token token(String place, TokenEvent event) {
        Token.Body body = switch (event.getBody()) {
            case StreamStarted _ -> new Token.Start();
            case TokenDelta delta -> new Token.Text(delta.getText(), delta.getChunks());
            case StreamEnded end -> new Token.End(end.getStatus(), end.getLastSeq(), end.getTextSha256());
            default -> new Token.Tool();
        };
        return new Token(place, event.getExecutionId(), event.getAttempt(), event.getSeq(), body);
    }

    AuditEntry audit(String place, String digest, AuditRecorded entry) {
        return new AuditEntry(
                place,
                entry.getEventId(),
                digest,
                entry.getDecision().map(ActionDecided::getDecisionId),
                entry.getExecution()
                        .filter(event -> event.getBody() instanceof ExecutionFinished)
                        .map(ExecutionEvent::getExecutionId));
    }
}
