package dev.writ.topology.state;

import dev.writ.policy.Control;
import dev.writ.policy.Controls;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import java.util.HashMap;
import java.util.Map;

/** The policy and the flags in force, as the rules want them. Written by the global thread, read by the stream threads. */
public final class GovernanceBoard {

    private volatile Policy policy = Policy.builtIn();
    private volatile Controls controls = Controls.DEFAULTS;
    private volatile Map<String, Control> stops = Map.of();

    /** The policy in force; the built-in until another is published. */
    public Policy policy() {
        return policy;
    }

    /** The flags as set, for requests of one workspace. */
    public Controls controls(String workspaceId) {
        Control stop = stops.get(workspaceId);
        return stop == null ? controls : controls.with(stop);
    }

    /**
     * Takes a published policy.
     *
     * @throws InvalidPolicyException if it breaks an invariant
     */
    public void accept(PolicyState published) {
        Policy next = PolicyRecords.toPolicy(published);
        if (next.id().equals(Policy.DEFAULT_ID)) {
            policy = next;
        }
    }

    /**
     * Takes a flag's setting.
     *
     * @param key the key of its record
     * @throws InvalidPolicyException if it breaks an invariant, or stands under another flag's key
     */
    public void accept(String key, ControlState set) {
        Control control = PolicyRecords.toControl(key, set);
        if (control.workspaceId().isEmpty()) {
            controls = controls.with(control);
            return;
        }
        Map<String, Control> next = new HashMap<>(stops);
        next.remove(control.workspaceId().get());
        if (control.value()) {
            next.put(control.workspaceId().get(), control);
        }
        stops = Map.copyOf(next);
    }
}
