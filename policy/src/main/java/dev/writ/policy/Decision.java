package dev.writ.policy;

import dev.writ.schemas.event.DecisionMode;
import java.time.Instant;
import java.util.Optional;

/**
 * The one function that decides, and its answer. Everything it depends on is a parameter.
 *
 * @param verdict the answer
 * @param reason one sentence for a person
 * @param check what the rule alone says
 * @param mode under which rule
 * @param control the control that lets it pass, with FLAG_OFF and BYPASS; or that stops its workspace
 */
public record Decision(
        Verdict verdict, String reason, MaturityCheck check, DecisionMode mode, Optional<Control> control) {

    private static final Verdict ALLOW = new Verdict.Allow();

    /**
     * Decides.
     *
     * @param check the rule's answer for the agent and the action, from {@link MaturityCheck#of} or a cache of it
     * @param agent the responsible agent
     * @param controls the flags as set
     * @param time the request's own time
     */
    public static Decision of(MaturityCheck check, Agent agent, Controls controls, Instant time) {
        Optional<Control> stop = controls.stops(time);
        if (stop.isPresent()) {
            return stopped(check, stop.get(), DecisionMode.ENFORCED);
        }
        if (agent.standing().paused()) {
            return enforced(check, DecisionMode.ENFORCED);
        }
        Optional<Control> passing = controls.letsPass(check.action().name(), time);
        if (passing.isEmpty()) {
            return enforced(check, DecisionMode.ENFORCED);
        }
        Control control = passing.get();
        DecisionMode mode =
                control.flag() == Flag.EMERGENCY_GOVERNANCE_BYPASS ? DecisionMode.BYPASS : DecisionMode.FLAG_OFF;
        if (check.allowed()) {
            return new Decision(ALLOW, check.reason(), check, mode, passing);
        }
        String reason =
                control.flag() + "=" + control.value() + " by " + control.actor() + " lets it pass. " + check.reason();
        return new Decision(new Verdict.Bypass(control), reason, check, mode, passing);
    }

    /** Decides when something failed: the rule for the system default agent; no flag helps, and a stop holds. */
    public static Decision degraded(
            Policy policy, Agent systemDefault, String action, Controls controls, Instant time) {
        MaturityCheck check = MaturityCheck.of(policy, systemDefault, action);
        return controls.stops(time)
                .map(stop -> stopped(check, stop, DecisionMode.DEGRADED))
                .orElseGet(() -> enforced(check, DecisionMode.DEGRADED));
    }

    /** Whether the action may run. */
    public boolean allowed() {
        return !(verdict instanceof Verdict.Block);
    }

    private static Decision stopped(MaturityCheck check, Control stop, DecisionMode mode) {
        String reason = "Workspace " + stop.workspaceId().orElseThrow() + " is stopped by " + stop.actor() + ": "
                + stop.reason();
        return new Decision(new Verdict.Block(reason), reason, check, mode, Optional.of(stop));
    }

    private static Decision enforced(MaturityCheck check, DecisionMode mode) {
        Verdict verdict = check.allowed() ? ALLOW : new Verdict.Block(check.reason());
        return new Decision(verdict, check.reason(), check, mode, Optional.empty());
    }
}
