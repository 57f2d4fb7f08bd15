package dev.writ.topology.state;

import dev.writ.policy.Agent;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.ConfidenceDeltas;
import dev.writ.policy.ConfidenceScale;
import dev.writ.policy.Control;
import dev.writ.policy.Flag;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import java.time.Instant;

/** Between the records on the topics and what the rules work on. */
public final class PolicyRecords {

    private PolicyRecords() {}

    /**
     * The policy of a record.
     *
     * @throws InvalidPolicyException if it breaks an invariant
     */
    public static Policy toPolicy(PolicyState state) {
        return new Policy(
                state.getPolicyId(),
                state.getVersion(),
                state.getActions(),
                state.getUnknownActionComplexity(),
                new ConfidenceScale(
                        state.getStudentStartConfidence(),
                        state.getInternConfidence(),
                        state.getSupervisedConfidence(),
                        state.getAutonomousConfidence()),
                new ConfidenceDeltas(
                        state.getSuccessDelta(),
                        state.getFailureDelta(),
                        state.getTrustedCorrectionDelta(),
                        state.getCorrectionDelta(),
                        state.getHighPositiveDelta()),
                state.getApproval());
    }

    /** The record of a policy. */
    public static PolicyState toRecord(Policy policy, String actor, Instant publishedAt) {
        return PolicyState.newBuilder()
                .setPolicyId(policy.id())
                .setVersion(policy.version())
                .setActions(policy.actions())
                .setUnknownActionComplexity(policy.unknownComplexity())
                .setStudentStartConfidence(policy.scale().studentStart())
                .setInternConfidence(policy.scale().intern())
                .setSupervisedConfidence(policy.scale().supervised())
                .setAutonomousConfidence(policy.scale().autonomous())
                .setSuccessDelta(policy.deltas().success())
                .setFailureDelta(policy.deltas().failure())
                .setTrustedCorrectionDelta(policy.deltas().trustedCorrection())
                .setCorrectionDelta(policy.deltas().correction())
                .setHighPositiveDelta(policy.deltas().highPositive())
                .setApproval(policy.approval())
                .setActor(actor)
                .setPublishedAt(publishedAt)
                .build();
    }

    /**
     * The control of a record.
     *
     * @param key the record's key: under another one it would outlive its next setting in the compacted topic
     * @throws InvalidPolicyException if it names no flag, breaks an invariant of its flag, or stands under another key
     */
    public static Control toControl(String key, ControlState state) {
        Control control = toControl(state);
        if (!control.key().equals(key)) {
            throw new InvalidPolicyException("the key must be " + control.key());
        }
        return control;
    }

    /**
     * The control of a record, whatever its key.
     *
     * @throws InvalidPolicyException if it names no flag, or breaks an invariant of its flag
     */
    public static Control toControl(ControlState state) {
        Flag flag = Flag.named(state.getFlag())
                .orElseThrow(() -> new InvalidPolicyException("no flag has the name " + state.getFlag()));
        return new Control(
                flag,
                state.getValue(),
                state.getActor(),
                state.getReason(),
                state.getExpiresAt(),
                state.getChangedAt(),
                state.getWorkspaceId());
    }

    /** What the rules know of an agent. */
    public static Agent toAgent(AgentState state) {
        return new Agent(
                state.getAgentId(), state.getName(), state.getWorkspaceId(), standingOf(state), state.getVersion());
    }

    /** What an agent has earned. */
    public static AgentStanding standingOf(AgentState state) {
        return new AgentStanding(
                state.getMaturity(), state.getMaturityPinned(), state.getPaused(), state.getConfidence());
    }
}
