package dev.writ.history.reproduce;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.Timeline;
import dev.writ.history.fold.Timeline.Held;
import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Flag;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.topology.state.PolicyRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of flags that a decision must have seen, in the order in which it asks for them. */
final class FlagsOfTheTime {

    private final GovernanceHistory history;
    private final ActionDecided decided;
    private final Optional<ControlState> recorded;
    private final List<Rest> rests;

    /** @param rests takes what the flags rest on */
    FlagsOfTheTime(GovernanceHistory history, ActionDecided decided, List<Rest> rests) {
        this.history = history;
        this.decided = decided;
        this.recorded = decided.getCheck().getControl();
        this.rests = rests;
    }

    /** The flags for a decision about the agent. */
    Controls again(Agent agent) {
        Controls controls = Controls.DEFAULTS;
        for (String key : asked(agent)) {
            Optional<ControlState> setting = setting(key);
            if (setting.isPresent()) {
                controls = controls.with(PolicyRecords.toControl(setting.get()));
            }
            if (isOfTheRecord(key)) {
                return controls;
            }
        }
        return controls;
    }

    /** The stop is asked for always; what lets an action pass only for an agent that is not paused, and never when degraded. */
    private List<String> asked(Agent agent) {
        List<String> keys = new ArrayList<>();
        keys.add(Flag.EMERGENCY_STOP + ":" + decided.getWorkspaceId());
        if (!agent.standing().paused() && decided.getCheck().getMode() != DecisionMode.DEGRADED) {
            keys.add(Flag.EMERGENCY_GOVERNANCE_BYPASS.name());
            Flag.governing(decided.getCheck().getAction()).ifPresent(flag -> keys.add(flag.name()));
        }
        return keys;
    }

    private Optional<ControlState> setting(String key) {
        long time = decided.getDecidedAt().toEpochMilli();
        Timeline<Optional<ControlState>> settings = history.control(key);
        boolean departed = isOfTheRecord(key);
        Held<Optional<ControlState>> held = settings.nearest(
                        time,
                        setting -> departed
                                ? setting.equals(recorded)
                                : setting.filter(this::departs).isEmpty())
                .orElseGet(() -> settings.at(time));
        rests.add(Rest.on("check.control", held));
        return held.value();
    }

    private boolean departs(ControlState state) {
        return PolicyRecords.toControl(state).departsAt(decided.getDecidedAt());
    }

    private boolean isOfTheRecord(String key) {
        return recorded.filter(state -> PolicyRecords.toControl(state).key().equals(key))
                .isPresent();
    }
}
