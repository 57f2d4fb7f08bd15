package dev.writ.topology.state;

import dev.writ.policy.Control;
import dev.writ.policy.Controls;
import dev.writ.policy.Flag;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import java.util.EnumMap;
import java.util.Map;

/** The policy and the flags in force, as the rules want them. Written by the global thread, read by the stream threads. */
public final class GovernanceBoard {

    private volatile Policy policy = Policy.builtIn();
    private volatile Controls controls = Controls.DEFAULTS;

    /** The policy in force; the built-in until another is published. */
    public Policy policy() {
        return policy;
    }

    /** The flags in force. */
    public Controls controls() {
        return controls;
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
     * @throws InvalidPolicyException if it names no flag, or is a bypass without reason or expiry
     */
    public void accept(ControlState set) {
        Control control = PolicyRecords.toControl(set);
        Map<Flag, Control> next = new EnumMap<>(Flag.class);
        next.putAll(controls.set());
        next.put(control.flag(), control);
        controls = new Controls(next);
    }
}
