package dev.writ.history.fold;

import dev.writ.policy.Control;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import dev.writ.topology.state.PolicyRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every state that a decision may rest on, with the time in which it held, as the audit tells it. The audit has a change of a
 * policy or flag only if it was taken over.
 */
public final class GovernanceHistory {

    private final Timeline<Policy> policies = new Timeline<>(Policy.builtIn());
    private final Map<String, AgentVersions> agents = new HashMap<>();
    private final Map<String, Timeline<Optional<ControlState>>> controls = new HashMap<>();
    private final Map<String, Timeline<Optional<String>>> sessions = new HashMap<>();
    private final Map<String, Timeline<Optional<String>>> workspaces = new HashMap<>();

    /**
     * Takes one entry of the audit; entries of one thing must come in their order.
     *
     * @param key the record's key, under which sessions and workspaces are found
     */
    public void apply(String key, AuditRecorded entry) {
        long time = entry.getOccurredAt().toEpochMilli();
        entry.getAgent().ifPresent(this::apply);
        entry.getPolicy().ifPresent(policy -> apply(policy, time));
        entry.getControl().ifPresent(control -> apply(control, time));
        entry.getSession().ifPresent(session -> timeline(sessions, key).set(time, session.getAgentId()));
        entry.getWorkspace().ifPresent(workspace -> timeline(workspaces, key).set(time, workspace.getDefaultAgentId()));
    }

    /** A session's record was deleted, which the audit does not say. */
    public void forgetSession(String id, long time) {
        timeline(sessions, id).set(time, Optional.empty());
    }

    /** A workspace's record was deleted, which the audit does not say. */
    public void forgetWorkspace(String id, long time) {
        timeline(workspaces, id).set(time, Optional.empty());
    }

    private void apply(AgentState state) {
        AgentVersions known = agents.get(state.getAgentId());
        if (known == null) {
            agents.put(state.getAgentId(), new AgentVersions(state));
        } else {
            known.add(state);
        }
    }

    private void apply(PolicyState state, long time) {
        if (state.getPolicyId().equals(Policy.DEFAULT_ID)) {
            policies.set(time, PolicyRecords.toPolicy(state));
        }
    }

    private void apply(ControlState state, long time) {
        Control control = PolicyRecords.toControl(state);
        timeline(controls, control.key()).set(time, Optional.of(state));
    }

    /** An agent's versions; empty if the log has none. */
    public Optional<AgentVersions> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    /** The policies in force, the built-in one first. */
    public Timeline<Policy> policies() {
        return policies;
    }

    /** The settings of a flag, or of a workspace's stop, by {@link Control#key()}; empty until it was set. */
    public Timeline<Optional<ControlState>> control(String key) {
        return controls.getOrDefault(key, new Timeline<>(Optional.empty()));
    }

    /** The agents of a session. */
    public Timeline<Optional<String>> session(String id) {
        return sessions.getOrDefault(id, new Timeline<>(Optional.empty()));
    }

    /** The default agents of a workspace. */
    public Timeline<Optional<String>> workspace(String id) {
        return workspaces.getOrDefault(id, new Timeline<>(Optional.empty()));
    }

    private static <V> Timeline<Optional<V>> timeline(Map<String, Timeline<Optional<V>>> all, String key) {
        return all.computeIfAbsent(key, _ -> new Timeline<>(Optional.empty()));
    }
}
