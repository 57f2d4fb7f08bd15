package dev.writ.history.fold;

import dev.writ.policy.Agent;
import dev.writ.schemas.event.AgentState;
import dev.writ.topology.state.PolicyRecords;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One agent's versions as the audit has them: what the rules know of each, and since when. */
public final class AgentVersions {

    private final NavigableMap<Long, Since> versions = new TreeMap<>();

    private record Since(Agent agent, long from) {}

    /** Of an agent that has this version; those before it may be unknown. */
    AgentVersions(AgentState first) {
        add(first);
    }

    void add(AgentState state) {
        Agent agent = PolicyRecords.toAgent(state);
        Agent known =
                versions.isEmpty() ? agent : versions.lastEntry().getValue().agent();
        boolean sameTexts =
                known.name().equals(agent.name()) && known.workspaceId().equals(agent.workspaceId());
        // A million versions of one agent share its texts.
        Agent kept = sameTexts
                ? new Agent(known.id(), known.name(), known.workspaceId(), agent.standing(), agent.version())
                : agent;
        versions.put(state.getVersion(), new Since(kept, state.getUpdatedAt().toEpochMilli()));
    }

    /** A version, and while it was the latest one; empty if the log does not have it. */
    public Optional<Timeline.Held<Agent>> version(long number) {
        return Optional.ofNullable(versions.get(number))
                .map(since -> new Timeline.Held<>(since.agent(), since.from(), end(number)));
    }

    /** The latest version at a time; empty before the first that the log has. */
    public Optional<Timeline.Held<Agent>> at(long time) {
        return versions.descendingMap().entrySet().stream()
                .filter(version -> version.getValue().from() <= time)
                .findFirst()
                .map(Map.Entry::getKey)
                .flatMap(this::version);
    }

    /** The number of the first version that the log has, 1 or more. */
    public long first() {
        return versions.firstKey();
    }

    /** Since when the agent is known, in milliseconds since the epoch. */
    public long knownSince() {
        return versions.firstEntry().getValue().from();
    }

    /** The workspace that may use it, which never changes. */
    public String workspaceId() {
        return versions.firstEntry().getValue().agent().workspaceId();
    }

    private long end(long number) {
        Map.Entry<Long, Since> next = versions.higherEntry(number);
        return next == null ? Timeline.STILL : next.getValue().from();
    }
}
