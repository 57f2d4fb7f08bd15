package dev.writ.history.whatif;

import dev.writ.policy.Control;
import dev.writ.policy.Controls;
import dev.writ.policy.Flag;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import java.time.Instant;
import java.util.Optional;

/** What stood beside the rule when something was decided. No policy changes that. */
enum Passing {
    /** Nothing. */
    NOTHING,
    /** A flag or the bypass let pass. */
    LET_PASS,
    /** The workspace was stopped. */
    STOPPED,
    /** The check failed, and the rule for the system default agent held. */
    DEGRADED,
    /** The check failed, and the workspace was stopped. */
    DEGRADED_AND_STOPPED;

    static Passing of(GovernanceCheck check) {
        boolean stopped = check.getControl()
                .filter(control -> control.getFlag().equals(Flag.EMERGENCY_STOP.name()))
                .isPresent();
        if (check.getMode() == DecisionMode.DEGRADED) {
            return stopped ? DEGRADED_AND_STOPPED : DEGRADED;
        }
        if (stopped) {
            return STOPPED;
        }
        return check.getControl().isPresent() ? LET_PASS : NOTHING;
    }

    boolean isDegraded() {
        return this == DEGRADED || this == DEGRADED_AND_STOPPED;
    }

    /** Flags that have the same effect as the recorded ones. */
    Controls controls() {
        return switch (this) {
            case NOTHING, DEGRADED -> Controls.DEFAULTS;
            case LET_PASS -> Controls.DEFAULTS.with(bypass());
            case STOPPED, DEGRADED_AND_STOPPED -> Controls.DEFAULTS.with(stop());
        };
    }

    private static Control bypass() {
        return new Control(
                Flag.EMERGENCY_GOVERNANCE_BYPASS,
                true,
                "recorded",
                "recorded",
                Optional.of(Instant.MAX),
                Instant.EPOCH,
                Optional.empty());
    }

    private static Control stop() {
        return new Control(
                Flag.EMERGENCY_STOP,
                true,
                "recorded",
                "recorded",
                Optional.empty(),
                Instant.EPOCH,
                Optional.of("recorded"));
    }
}
