package dev.writ.gateway;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import java.time.Instant;
import java.util.List;

/** A decision for tests that need one and look at little of it. */
public final class AllowedChat {

    private AllowedChat() {}

    /** On request r1, execution e1 of agent a1 for user u1. */
    public static ActionDecided decision() {
        return ActionDecided.newBuilder()
                .setDecisionId("d1")
                .setRequestId("r1")
                .setExecutionId("e1")
                .setKind(RequestKind.CHAT)
                .setUserId("u1")
                .setWorkspaceId("default")
                .setVerdict(Verdict.ALLOWED)
                .setCheck(GovernanceCheck.newBuilder()
                        .setAllowed(true)
                        .setReason("may")
                        .setAgentId("a1")
                        .setAgentName("A")
                        .setAgentStatus(Maturity.INTERN)
                        .setAction("stream_chat")
                        .setActionComplexity(2)
                        .setRequiredStatus(Maturity.INTERN)
                        .setRequiresHumanApproval(false)
                        .setConfidence(5000)
                        .setResolutionPath(List.of())
                        .setPolicyId("default")
                        .setPolicyVersion(1)
                        .setAgentVersion(1)
                        .setMode(DecisionMode.ENFORCED)
                        .setRuleAllows(true)
                        .build())
                .setDecidedAt(Instant.ofEpochSecond(7))
                .setOrigin(new RecordOrigin("t", 0, 0L))
                .build();
    }
}
