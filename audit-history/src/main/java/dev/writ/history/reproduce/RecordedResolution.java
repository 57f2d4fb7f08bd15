package dev.writ.history.reproduce;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.Timeline;
import dev.writ.history.fold.Timeline.Held;
import dev.writ.policy.Agent;
import dev.writ.policy.Resolution;
import dev.writ.schemas.event.ActionDecided;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who was responsible, found again: the settings of session and workspace that a decision must have seen. */
final class RecordedResolution implements Resolution.Directory {

    static final String SESSION = "session_agent";
    static final String WORKSPACE = "workspace_default";

    private static final String NAMED = "explicit_agent_id";
    private static final String NAMED_UNKNOWN = "explicit_agent_id_not_found";

    /** Who is responsible, and how that was found. */
    record Responsible(Agent agent, List<String> path) {}

    private final GovernanceHistory history;
    private final ActionDecided decided;
    private final Agent recorded;
    private final long time;
    private final long slackMs;
    private final List<Rest> rests;

    /**
     * @param recorded the agent of the record, at its version
     * @param slackMs for how long an agent may be known without being seen
     * @param rests takes what the resolution rests on
     */
    RecordedResolution(
            GovernanceHistory history, ActionDecided decided, Agent recorded, long slackMs, List<Rest> rests) {
        this.history = history;
        this.decided = decided;
        this.recorded = recorded;
        this.time = decided.getDecidedAt().toEpochMilli();
        this.slackMs = slackMs;
        this.rests = rests;
    }

    /** Resolves. The record holds no name of an agent that was not found, so one that cannot be found stands for it. */
    Responsible again() {
        List<String> path = decided.getCheck().getResolutionPath();
        Optional<String> named = path.contains(NAMED)
                ? Optional.of(recorded.id())
                : path.contains(NAMED_UNKNOWN) ? Optional.of("") : Optional.empty();
        Resolution resolution = Resolution.of(named, decided.getSessionId(), decided.getWorkspaceId(), this);
        return new Responsible(resolution.agent().orElse(Agent.STAND_IN), resolution.path());
    }

    @Override
    public Optional<Agent> agent(String id) {
        return id.equals(recorded.id())
                ? Optional.of(recorded)
                : history.agent(id)
                        .filter(versions -> versions.knownSince() <= time - slackMs)
                        .flatMap(versions -> versions.at(time))
                        .map(Held::value);
    }

    @Override
    public Optional<String> sessionAgent(String sessionId) {
        return rest("session", SESSION, history.session(sessionId));
    }

    @Override
    public Optional<String> workspaceDefault(String workspaceId) {
        return rest("workspace", WORKSPACE, history.workspace(workspaceId));
    }

    private Optional<String> rest(String field, String token, Timeline<Optional<String>> settings) {
        boolean gaveTheAgent = decided.getCheck().getResolutionPath().contains(token);
        Predicate<Optional<String>> wanted = gaveTheAgent
                ? setting -> setting.equals(Optional.of(recorded.id()))
                : setting -> setting.filter(this::isOfUse).isEmpty();
        Held<Optional<String>> held = settings.nearest(time, wanted).orElseGet(() -> settings.at(time));
        rests.add(Rest.on(field, held));
        return held.value();
    }

    private boolean isOfUse(String agentId) {
        return history.agent(agentId)
                .filter(versions -> versions.knownSince() <= time - slackMs)
                .filter(versions -> versions.workspaceId().equals(decided.getWorkspaceId())
                        || agentId.equals(Agent.SYSTEM_DEFAULT_ID))
                .isPresent();
    }
}
