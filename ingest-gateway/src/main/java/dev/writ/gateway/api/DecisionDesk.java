package dev.writ.gateway.api;

import dev.writ.gateway.api.RequestMeters.Waited;
import dev.writ.gateway.decision.Outcome;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.gateway.decision.RecentExecutions;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.Requested;
import dev.writ.gateway.state.StateView;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Hands requests to Kafka and waits for their decisions. */
public final class DecisionDesk {

    private final Publisher publisher;
    private final StateView state;
    private final Outcomes outcomes;
    private final RecentExecutions recent;
    private final Archive archive;
    private final Clock clock;
    private final Duration timeout;
    private final RequestMeters meters;

    DecisionDesk(
            Publisher publisher,
            StateView state,
            Outcomes outcomes,
            RecentExecutions recent,
            Archive archive,
            Clock clock,
            Duration timeout,
            RequestMeters meters) {
        this.publisher = publisher;
        this.state = state;
        this.outcomes = outcomes;
        this.recent = recent;
        this.archive = archive;
        this.clock = clock;
        this.timeout = timeout;
        this.meters = meters;
    }

    /** Answers a request that was decided. */
    public interface Decided {

        /**
         * Answers.
         *
         * @param isNew whether the decision came now, and not when the same request was sent before
         */
        Answer answer(ActionDecided decision, boolean isNew) throws InterruptedException;
    }

    /**
     * Has a request decided that leads to an execution.
     *
     * @param carriedOut answers if it was let through and carried out
     * @throws ProblemException 503 if Kafka cannot take it
     */
    Answer act(Intake intake, Requested<?> requested, Decided carriedOut) throws InterruptedException {
        String executionId = Ids.executionOf(intake.id());
        Answer later = Replies.accepted(intake, "/api/executions/" + executionId, Optional.of(executionId));
        return decide(intake, requested, later, (decision, isNew) -> {
            if (decision.getVerdict() == Verdict.BLOCKED) {
                return Replies.blocked(decision);
            }
            return decision.getErrors().isEmpty()
                    ? carriedOut.answer(decision, isNew)
                    : Replies.notCarriedOut(decision);
        });
    }

    /** Has a check decided, which leads to nothing. */
    Answer check(Intake intake, Requested<?> requested, Decided decided) throws InterruptedException {
        Answer later = Replies.accepted(intake, "/api/governance/decisions/" + intake.id(), Optional.empty());
        return decide(intake, requested, later, decided);
    }

    /**
     * Has a request decided.
     *
     * @param later the answer if the client does not wait, or no decision comes in time
     * @param decided answers, however it was decided
     * @throws ProblemException 503 if Kafka cannot take it
     */
    public Answer decide(Intake intake, Requested<?> requested, Answer later, Decided decided)
            throws InterruptedException {
        // The waiter comes first: a decision that arrives between looking and publishing is then not missed.
        try (Outcomes.Waiter waiter = outcomes.expect(intake.id())) {
            Optional<ActionDecided> earlier = intake.keyed() ? archive.earlierDecision(intake.id()) : Optional.empty();
            if (earlier.isPresent()) {
                return answer(intake, earlier.get(), false, decided);
            }
            long began = System.nanoTime();
            publish(intake, requested);
            if (intake.async()) {
                return later;
            }
            Optional<Outcome> outcome = waiter.await(timeout);
            meters.waited(waitedFor(outcome), System.nanoTime() - began);
            return switch (outcome.orElse(null)) {
                case null -> later;
                case Outcome.Decided made -> answer(intake, made.decision(), true, decided);
                case Outcome.Refused refused -> Replies.refused(refused.letter());
                case Outcome.Changed _ -> later;
            };
        }
    }

    private static Waited waitedFor(Optional<Outcome> outcome) {
        return switch (outcome.orElse(null)) {
            case null -> Waited.TIMEOUT;
            case Outcome.Refused _ -> Waited.REFUSED;
            case Outcome.Decided _ -> Waited.DECIDED;
            case Outcome.Changed _ -> Waited.DECIDED;
        };
    }

    private static Answer answer(Intake intake, ActionDecided decision, boolean isNew, Decided decided)
            throws InterruptedException {
        boolean same = decision.getRequestHash()
                .map(hash -> hash.equals(intake.body().hash()))
                .orElse(true);
        return same ? decided.answer(decision, isNew) : Replies.otherRequest();
    }

    private <V extends SpecificRecord> void publish(Intake intake, Requested<V> requested) throws InterruptedException {
        String executionId = Ids.executionOf(intake.id());
        ObservedPositions observed =
                state.observed(requested.sessionId().map(id -> publisher.partitionOf(Topics.SESSIONS, id)));
        CloudEvent event =
                CloudEvent.of(intake.id(), Publisher.SOURCE, requested.event(), clock.instant(), intake.traceparent());
        recent.expect(executionId);
        try {
            publisher.publish(requested.topic(), requested.key(), requested.event(), event, observed);
        } catch (ProblemException e) {
            recent.forget(executionId);
            throw e;
        }
        meters.accepted(requested.event());
    }
}
