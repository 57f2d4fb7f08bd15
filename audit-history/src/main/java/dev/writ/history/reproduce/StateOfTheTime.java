package dev.writ.history.reproduce;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.Timeline;
import dev.writ.history.fold.Timeline.Held;
import dev.writ.policy.Agent;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.topology.state.PolicyRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a decision must have rested on, by the rest of the log. The record names the versions of agent and policy; which setting
 * of a session, workspace or flag was seen follows from the time, and where several were about, it is the nearest one from which
 * the recorded decision follows: request and change are not ordered on different topics.
 */
final class StateOfTheTime {

    private final GovernanceHistory history;
    private final long slackMs;

    /** What was found, or what is missing. */
    sealed interface Looked {

        /**
         * All of it.
         *
         * @param again decides on it
         * @param rests what it is made of
         */
        record Found(DecidedAgain again, List<Rest> rests) implements Looked {}

        /** The log lacks something. */
        record Missing(Unverifiable why) implements Looked {}
    }

    StateOfTheTime(GovernanceHistory history, long slackMs) {
        this.history = history;
        this.slackMs = slackMs;
    }

    Looked lookUp(ActionDecided decided) {
        GovernanceCheck check = decided.getCheck();
        long time = decided.getDecidedAt().toEpochMilli();
        Optional<Held<Policy>> policy =
                history.policies().nearest(time, known -> known.version() == check.getPolicyVersion());
        Optional<Held<Agent>> agent = agent(check, time);
        Optional<Unverifiable> missing = missing(decided, policy, agent);
        if (missing.isPresent()) {
            return new Looked.Missing(missing.get());
        }
        List<Rest> rests = new ArrayList<>();
        rests.add(Rest.on("check.policy_version", policy.orElseThrow()));
        boolean degraded = check.getMode() == DecisionMode.DEGRADED;
        Agent known = agent.orElseThrow().value();
        RecordedResolution.Responsible responsible = degraded
                ? new RecordedResolution.Responsible(known, check.getResolutionPath())
                : new RecordedResolution(history, decided, known, slackMs, rests).again();
        if (responsible.agent().equals(known)) {
            rests.add(Rest.on("check.agent_version", agent.get()));
        }
        FlagsOfTheTime flags = new FlagsOfTheTime(history, decided, rests);
        return new Looked.Found(
                new DecidedAgain(
                        policy.get().value(),
                        responsible.agent(),
                        responsible.path(),
                        flags.again(responsible.agent())),
                rests);
    }

    /** The agent at its recorded version; if it never had that one, at the time. */
    private Optional<Held<Agent>> agent(GovernanceCheck check, long time) {
        boolean standIn = check.getAgentVersion() == Agent.STAND_IN.version()
                && check.getAgentId().equals(Agent.STAND_IN.id());
        if (standIn) {
            return Optional.of(new Held<>(Agent.STAND_IN, Timeline.ALWAYS, Timeline.STILL));
        }
        return history.agent(check.getAgentId())
                .filter(versions -> versions.first() <= check.getAgentVersion())
                .flatMap(versions -> versions.version(check.getAgentVersion()).or(() -> versions.at(time)));
    }

    private Optional<Unverifiable> missing(
            ActionDecided decided, Optional<Held<Policy>> policy, Optional<Held<Agent>> agent) {
        List<String> path = decided.getCheck().getResolutionPath();
        if (policy.isEmpty()) {
            return Optional.of(Unverifiable.POLICY_NOT_IN_LOG);
        }
        if (agent.isEmpty()) {
            return Optional.of(Unverifiable.AGENT_NOT_IN_LOG);
        }
        if (path.contains(RecordedResolution.SESSION)
                && !history.session(decided.getSessionId().orElse("")).moved()) {
            return Optional.of(Unverifiable.SESSION_NOT_IN_LOG);
        }
        if (path.contains(RecordedResolution.WORKSPACE)
                && !history.workspace(decided.getWorkspaceId()).moved()) {
            return Optional.of(Unverifiable.WORKSPACE_NOT_IN_LOG);
        }
        boolean unknownFlag = decided.getCheck()
                .getControl()
                .filter(control ->
                        !history.control(PolicyRecords.toControl(control).key()).moved())
                .isPresent();
        return unknownFlag ? Optional.of(Unverifiable.CONTROL_NOT_IN_LOG) : Optional.empty();
    }
}
