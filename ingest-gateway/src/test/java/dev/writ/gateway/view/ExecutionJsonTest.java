package dev.writ.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionJsonTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void tellsWhereAStreamWasStoppedByWhomAndWhy() {
        // When
        ObjectNode json = end(finished(ExecutionStatus.CANCELLED)
                .setErrorCode("agent_demoted")
                .setErrorMessage("the agent was demoted")
                .setStoppedBy("olga")
                .setLastSeq(41L)
                .setWithheldTools(List.of("delete")));

        // Then
        assertThat(json.get("status").asText()).isEqualTo("cancelled");
        assertThat(json.get("error_code").asText()).isEqualTo("agent_demoted");
        assertThat(json.get("error_message").asText()).isEqualTo("the agent was demoted");
        assertThat(json.get("stopped_by").asText()).isEqualTo("olga");
        assertThat(json.get("last_seq").asLong()).isEqualTo(41);
        assertThat(json.get("withheld_tools")).hasToString("[\"delete\"]");
    }

    @Test
    void leavesOutWhatDidNotHappen() {
        assertThat(end(finished(ExecutionStatus.COMPLETED)).properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("stopped_by", "withheld_tools", "last_seq", "error_code");
    }

    private static ExecutionFinished.Builder finished(ExecutionStatus status) {
        return ExecutionFinished.newBuilder()
                .setAction("stream_chat")
                .setTriggeredBy(Trigger.CHAT)
                .setStatus(status)
                .setStartedAt(NOON);
    }

    private static ObjectNode end(ExecutionFinished.Builder finished) {
        ExecutionEvent event = ExecutionEvent.newBuilder()
                .setExecutionId("execution")
                .setDecisionId("decision")
                .setRequestId("request")
                .setAgentId("agent")
                .setWorkspaceId("default")
                .setUserId("user")
                .setOccurredAt(NOON)
                .setBody(finished.build())
                .build();
        return ExecutionJson.of("execution", new ExecutionView(Optional.empty(), Optional.empty(), Optional.of(event)));
    }
}
