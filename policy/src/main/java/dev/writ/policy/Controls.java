package dev.writ.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The flags as they were set; what is missing has its default. */
public record Controls(Map<Flag, Control> set) {

    /** Nothing was set. */
    public static final Controls DEFAULTS = new Controls(Map.of());

    public Controls {
        set = Map.copyOf(set);
    }

    /** The control that lets an action pass at that time whatever the rule says, if one does; the bypass comes first. */
    public Optional<Control> letsPass(String action, Instant time) {
        Optional<Control> bypass = departing(Flag.EMERGENCY_GOVERNANCE_BYPASS, time);
        return bypass.isPresent() ? bypass : Flag.governing(action).flatMap(flag -> departing(flag, time));
    }

    /** The control that holds and differs from the flag's default. */
    private Optional<Control> departing(Flag flag, Instant time) {
        return Optional.ofNullable(set.get(flag))
                .filter(control -> control.holdsAt(time) && control.value() != flag.defaultValue());
    }
}
