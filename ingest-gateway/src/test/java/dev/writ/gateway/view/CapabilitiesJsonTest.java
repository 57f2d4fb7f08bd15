package dev.writ.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ApprovalRule;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PolicyState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STUDENT|1|[\"a1\"]",
                "INTERN|2|[\"a1\",\"a2\"]",
                "SUPERVISED|3|[\"a1\",\"a2\",\"a3\"]",
                "AUTONOMOUS|4|[\"a1\",\"a2\",\"a3\",\"a4\"]"
            })
    void allowsWhatTheMaturityReaches(Maturity maturity, int most, String allowed) {
        ObjectNode json = CapabilitiesJson.of(agent(maturity, false), policy(ApprovalRule.ADVISE));
        assertThat(json.get("max_complexity").intValue()).isEqualTo(most);
        assertThat(json.get("allowed_actions").toString()).isEqualTo(allowed);
        assertThat(json.get("allowed_actions").size()
                        + json.get("restricted_actions").size())
                .isEqualTo(4);
    }

    @Test
    void allowsAPausedAgentNothing() {
        ObjectNode json = CapabilitiesJson.of(agent(Maturity.AUTONOMOUS, true), policy(ApprovalRule.ADVISE));
        assertThat(json.get("allowed_actions")).isEmpty();
    }

    @Test
    void leavesOutWhatWaitsForApproval() {
        ObjectNode json = CapabilitiesJson.of(agent(Maturity.SUPERVISED, false), policy(ApprovalRule.REQUIRE));
        assertThat(json.get("allowed_actions").toString()).isEqualTo("[\"a1\",\"a2\"]");
    }

    private static AgentState agent(Maturity maturity, boolean paused) {
        return AgentState.newBuilder()
                .setAgentId("a")
                .setName("A")
                .setWorkspaceId("default")
                .setMaturity(maturity)
                .setPaused(paused)
                .setConfidence(5000)
                .setVersion(1)
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .setChangedBy("c")
                .setChange("registered")
                .setActor("p")
                .build();
    }

    private static PolicyState policy(ApprovalRule approval) {
        return PolicyState.newBuilder()
                .setPolicyId("default")
                .setVersion(1)
                .setActions(Map.of("a1", 1, "a2", 2, "a3", 3, "a4", 4))
                .setUnknownActionComplexity(2)
                .setInternConfidence(5000)
                .setSupervisedConfidence(7000)
                .setAutonomousConfidence(9000)
                .setStudentStartConfidence(4000)
                .setSuccessDelta(100)
                .setFailureDelta(-200)
                .setTrustedCorrectionDelta(-1000)
                .setCorrectionDelta(-200)
                .setHighPositiveDelta(500)
                .setApproval(approval)
                .setActor("p")
                .setPublishedAt(Instant.EPOCH)
                .build();
    }
}
