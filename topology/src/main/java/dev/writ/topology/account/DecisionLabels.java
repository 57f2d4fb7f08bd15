package dev.writ.topology.account;

import dev.writ.policy.Flag;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.telemetry.BoundedNames;
import dev.writ.telemetry.PerConstant;
import io.micrometer.core.instrument.Tags;

/**
 * What decisions are counted by. There are few of them, since an action outside of the catalogue, which anybody can name, is
 * "other".
 *
 * @param reason why the rule does not allow it: maturity, approval, paused or stopped; none if it does
 * @param action of the catalogue, or other
 */
public record DecisionLabels(RequestKind kind, Verdict verdict, String reason, DecisionMode mode, String action) {

    /** Those of a decision. */
    public static DecisionLabels of(ActionDecided decision) {
        GovernanceCheck check = decision.getCheck();
        return new DecisionLabels(
                decision.getKind(),
                decision.getVerdict(),
                decision.getVerdict() == Verdict.ALLOWED ? "none" : reason(check),
                check.getMode(),
                check.getActionKnown() ? check.getAction() : BoundedNames.OTHER);
    }

    private static String reason(GovernanceCheck check) {
        boolean stopped = check.getControl()
                .filter(control -> control.getFlag().equals(Flag.EMERGENCY_STOP.name()))
                .isPresent();
        if (stopped) {
            return "stopped";
        }
        if (check.getAgentPaused()) {
            return "paused";
        }
        return check.getAgentStatus().compareTo(check.getRequiredStatus()) < 0 ? "maturity" : "approval";
    }

    Tags tags() {
        return Tags.of(
                "kind",
                PerConstant.word(kind),
                "verdict",
                PerConstant.word(verdict),
                "reason",
                reason,
                "mode",
                PerConstant.word(mode),
                "action",
                action);
    }
}
