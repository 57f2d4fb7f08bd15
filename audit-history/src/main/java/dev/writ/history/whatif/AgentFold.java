package dev.writ.history.whatif;

import dev.writ.history.whatif.WhatIfReport.AgentPath;
import dev.writ.history.whatif.WhatIfReport.Span;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Outcome;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.RegisterAgent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One agent's standing, recorded and as it would be. A change applies as the registry would apply it: a promotion of an agent
 * that stands there already is refused, and a registration that contradicts the policy stays as recorded, since an agent that
 * never was cannot be compared.
 */
final class AgentFold {

    private final Past past;
    private final Policy policy;
    private final String agent;
    private final List<Span> spans = new ArrayList<>();
    private Optional<AgentStanding> recorded = Optional.empty();
    private Optional<AgentStanding> wouldBe = Optional.empty();
    private Optional<Instant> otherSince = Optional.empty();
    private long cascadedInSpan;
    private long left;
    private long unobserved;
    private long asRecorded;

    AgentFold(Past past, Policy policy, String agent) {
        this.past = past;
        this.policy = policy;
        this.agent = agent;
    }

    /** A change from before the policy is assumed to hold. */
    void before(PastChange change) {
        recorded = Optional.of(change.standing());
    }

    /** A change while the policy is assumed to hold. */
    void change(PastChange change) {
        AgentStanding from = wouldBe.or(() -> recorded).orElse(change.standing());
        AgentStanding next = recorded.isEmpty() ? registered(change) : after(from, change);
        boolean wasOther = isOther();
        closeIfMoved(change, next);
        recorded = Optional.of(change.standing());
        wouldBe = Optional.of(next);
        if (isOther() && (!wasOther || otherSince.isEmpty())) {
            otherSince = Optional.of(Instant.ofEpochMilli(change.time()));
        }
    }

    /** The standing that a decision finds: its own recorded one until something changed under the policy. */
    AgentStanding standingFor(PastDecision decision) {
        return wouldBe.orElse(decision.standing());
    }

    /** A decision comes out otherwise only because of the standing. */
    void cascaded() {
        cascadedInSpan++;
    }

    /** Newly allowed work. */
    void unobserved() {
        unobserved++;
    }

    AgentPath path() {
        if (isOther()) {
            spans.add(span(Optional.empty()));
        }
        return new AgentPath(
                agent, wouldBe.isPresent() ? recorded : Optional.empty(), wouldBe, left, unobserved, asRecorded, spans);
    }

    private AgentStanding registered(PastChange change) {
        Optional<RegisterAgent> register = past.registrationBehind(change);
        if (register.isEmpty()) {
            return change.standing();
        }
        try {
            return AgentStanding.ofNew(
                    register.get().getMaturity(), register.get().getConfidence(), policy.scale());
        } catch (InvalidPolicyException _) { // See above.
            asRecorded++;
            return change.standing();
        }
    }

    private AgentStanding after(AgentStanding from, PastChange change) {
        AgentStanding to = change.standing();
        return switch (change.kind()) {
            case "promoted" -> from.isBelow(to.maturity()) ? from.pinnedAt(to.maturity()) : from;
            case "demoted" -> from.isAbove(to.maturity()) ? from.pinnedAt(to.maturity()) : from;
            case "released" -> from.released(policy.scale());
            case "paused", "resumed" -> from.withPaused(to.paused());
            case "outcome" -> afterWork(from, change);
            case "feedback" -> afterFeedback(from, change);
            default -> from;
        };
    }

    private AgentStanding afterWork(AgentStanding from, PastChange change) {
        Optional<Work> work = Optional.ofNullable(change.work());
        if (work.filter(Work::isNewlyBlocked).isPresent()) {
            left++;
            return from;
        }
        Optional<Outcome> end = work.flatMap(Work::end);
        return end.isPresent() ? from.after(end.get(), policy) : asRecorded(from, change);
    }

    private AgentStanding afterFeedback(AgentStanding from, PastChange change) {
        Optional<FeedbackKind> kind = past.feedbackBehind(change);
        return kind.isPresent() ? from.after(kind.get(), policy) : asRecorded(from, change);
    }

    private AgentStanding asRecorded(AgentStanding from, PastChange change) {
        asRecorded++;
        int moved = change.standing().confidence()
                - recorded.orElse(change.standing()).confidence();
        return from.moved(moved, policy.scale());
    }

    private boolean isOther() {
        return wouldBe.isPresent()
                && recorded.isPresent()
                && wouldBe.get().maturity() != recorded.get().maturity();
    }

    private void closeIfMoved(PastChange change, AgentStanding next) {
        boolean moved = isOther()
                && (next.maturity() != wouldBe.orElseThrow().maturity()
                        || change.standing().maturity()
                                != recorded.orElseThrow().maturity());
        if (moved) {
            spans.add(span(Optional.of(Instant.ofEpochMilli(change.time()))));
            cascadedInSpan = 0;
            otherSince = Optional.empty();
        }
    }

    private Span span(Optional<Instant> until) {
        return new Span(
                otherSince.orElseThrow(),
                until,
                recorded.orElseThrow().maturity(),
                wouldBe.orElseThrow().maturity(),
                cascadedInSpan);
    }
}
