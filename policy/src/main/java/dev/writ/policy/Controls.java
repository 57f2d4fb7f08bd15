package dev.writ.policy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The flags that hold for one request; what is missing has its default.
 *
 * @param set the latest settings: the flags of everybody, and the stop of the request's workspace
 */
public record Controls(Map<Flag, Control> set) {

    /** Nothing was set. */
    public static final Controls DEFAULTS = new Controls(Map.of());

    public Controls {
        set = Map.copyOf(set);
    }

    /** The same with another setting, in place of the flag's earlier one. */
    public Controls with(Control control) {
        Map<Flag, Control> next = new EnumMap<>(Flag.class);
        next.putAll(set);
        next.put(control.flag(), control);
        return new Controls(next);
    }

    /** The control that stops the workspace at that time, if one does. It comes before all that lets an action pass. */
    public Optional<Control> stops(Instant time) {
        return departing(Flag.EMERGENCY_STOP, time);
    }

    /** The control that lets an action pass at that time whatever the rule says, if one does; the bypass comes first. */
    public Optional<Control> letsPass(String action, Instant time) {
        Optional<Control> bypass = departing(Flag.EMERGENCY_GOVERNANCE_BYPASS, time);
        return bypass.isPresent() ? bypass : Flag.governing(action).flatMap(flag -> departing(flag, time));
    }

    /** The control that holds and differs from the flag's default. */
    private Optional<Control> departing(Flag flag, Instant time) {
        Control control = set.get(flag);
        return control != null && control.departsAt(time) ? Optional.of(control) : Optional.empty();
    }
}
