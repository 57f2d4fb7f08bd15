package dev.writ.gateway.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.writ.gateway.decision.Outcome;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.state.StateView;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Hands commands to the agent registry and waits until the gateway's own view shows what they changed. */
final class CommandDesk {

    private static final int MOST_HASHES = 10_000;

    private final Publisher publisher;
    private final StateView state;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Duration timeout;
    private final Cache<String, String> hashes =
            Caffeine.newBuilder().maximumSize(MOST_HASHES).build();

    CommandDesk(Publisher publisher, StateView state, Outcomes outcomes, Clock clock, Duration timeout) {
        this.publisher = publisher;
        this.state = state;
        this.outcomes = outcomes;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Answers a command that was carried out. */
    interface Changed {
        Answer answer(AgentState agent);
    }

    /** Has a command carried out. A retry under the same key is answered without asking again, as long as it is known. */
    Answer command(Intake intake, AgentCommand command, Changed changed) throws InterruptedException {
        Answer later = Replies.accepted(intake, AgentRoutes.locationOf(command.getAgentId()), Optional.empty());
        String hash = intake.body().hash();
        String earlierHash = intake.keyed() ? hashes.asMap().putIfAbsent(intake.id(), hash) : null;
        if (earlierHash != null && !earlierHash.equals(hash)) {
            return Replies.otherRequest();
        }
        try (Outcomes.Waiter waiter = outcomes.expect(intake.id())) {
            Optional<Outcome> earlier = intake.keyed() ? outcomes.recent(intake.id()) : Optional.empty();
            if (earlier.isPresent()) {
                return answer(earlier.get(), changed, later);
            }
            CloudEvent event =
                    CloudEvent.of(intake.id(), Publisher.SOURCE, command, clock.instant(), intake.traceparent());
            publisher.publish(
                    Topics.AGENT_COMMANDS, command.getAgentId(), command, event, state.observed(Optional.empty()));
            return intake.async()
                    ? later
                    : waiter.await(timeout)
                            .map(outcome -> answer(outcome, changed, later))
                            .orElse(later);
        }
    }

    private static Answer answer(Outcome outcome, Changed changed, Answer later) {
        return switch (outcome) {
            case Outcome.Changed change -> changed.answer(change.agent());
            case Outcome.Refused refusal -> Replies.refused(refusal.letter());
            case Outcome.Decided _ -> later;
        };
    }
}
