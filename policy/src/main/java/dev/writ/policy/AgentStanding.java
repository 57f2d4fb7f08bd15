package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.Maturity;
import java.util.Optional;

/**
 * What an agent has earned, and how that changes. Every change gives a new standing.
 *
 * @param maturity what it may do
 * @param pinned true: set by hand, and confidence does not move it
 * @param paused true: nothing may be done
 * @param confidence 0 to 10000
 */
public record AgentStanding(Maturity maturity, boolean pinned, boolean paused, int confidence) {

    public AgentStanding {
        require(
                confidence >= ConfidenceScale.LEAST && confidence <= ConfidenceScale.MOST,
                "confidence must be 0 to 10000, not " + confidence);
    }

    /**
     * The standing of a new agent. What is not stated follows from what is; with neither, a STUDENT.
     *
     * @throws InvalidPolicyException if maturity and confidence contradict each other, or confidence is out of range
     */
    public static AgentStanding ofNew(
            Optional<Maturity> maturity, Optional<Integer> confidence, ConfidenceScale scale) {
        Maturity first =
                maturity.orElseGet(() -> confidence.map(scale::maturityOf).orElse(Maturity.STUDENT));
        int start = confidence.orElseGet(() -> scale.startOf(first));
        AgentStanding standing = new AgentStanding(first, false, false, start);
        require(
                scale.maturityOf(start) == first,
                "status " + first + " and confidence " + start + " contradict each other: the confidence makes it "
                        + scale.maturityOf(start));
        return standing;
    }

    /** After work ended. */
    public AgentStanding after(Outcome outcome, Policy policy) {
        return outcome == Outcome.NEUTRAL ? this : moved(policy.deltas().of(outcome), policy.scale());
    }

    /** After a person's feedback. */
    public AgentStanding after(FeedbackKind feedback, Policy policy) {
        return moved(policy.deltas().of(feedback), policy.scale());
    }

    /** Whether the other maturity permits more. */
    public boolean isBelow(Maturity other) {
        return MaturityGate.mostComplexity(maturity) < MaturityGate.mostComplexity(other);
    }

    /** Whether the other maturity permits less. */
    public boolean isAbove(Maturity other) {
        return MaturityGate.mostComplexity(maturity) > MaturityGate.mostComplexity(other);
    }

    /** Promoted or demoted by hand; stays there until released. */
    public AgentStanding pinnedAt(Maturity newMaturity) {
        return new AgentStanding(newMaturity, true, paused, confidence);
    }

    /** The maturity follows the confidence again. */
    public AgentStanding released(ConfidenceScale scale) {
        return new AgentStanding(scale.maturityOf(confidence), false, paused, confidence);
    }

    /** Paused or resumed. */
    public AgentStanding withPaused(boolean nowPaused) {
        return new AgentStanding(maturity, pinned, nowPaused, confidence);
    }

    /** After confidence moved by so many ten-thousandths; the maturity follows unless it is pinned. */
    public AgentStanding moved(int delta, ConfidenceScale scale) {
        int moved = ConfidenceScale.moved(confidence, delta);
        return new AgentStanding(pinned ? maturity : scale.maturityOf(moved), pinned, paused, moved);
    }
}
