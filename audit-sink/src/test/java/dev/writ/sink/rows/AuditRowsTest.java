package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Trigger;
import dev.writ.sink.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditRowsTest {

    @Test
    void givesNoRowToAnEventWithoutSections() {
        assertThat(AuditRows.of(Events.event("e").build())).isEmpty();
    }

    @Test
    void givesEachSectionItsRows() {
        // Given
        AuditRecorded event = Events.event("e")
                .setDecision(Events.decision("r").build())
                .setExecution(Events.finished("r").build())
                .setCanvas(Events.canvas(CanvasAction.CLOSE, Map.of()))
                .setAgent(Events.agent("a", 1, Maturity.STUDENT, 4_000).build())
                .build();

        // When
        List<Row> rows = AuditRows.of(event);

        // Then
        assertThat(rows)
                .extracting(Row::table)
                .containsExactly(
                        Table.DECISIONS,
                        Table.EXECUTION_ENDS,
                        Table.CANVAS_AUDIT,
                        Table.AGENT_REGISTRY,
                        Table.AGENT_HISTORY);
    }

    @Test
    void keepsTheControlThatLetARequestThroughAndTheErrorsThatStoppedIt() {
        // Given
        ControlState control =
                new ControlState("EMERGENCY_GOVERNANCE_BYPASS", true, "olga", "fire", Events.T0, Events.T0, null);
        GovernanceCheck check = Events.check().setControl(control).build();

        // When
        ObjectNode row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(check)
                        .setErrors(List.of(new FieldError("amount", "must be a number")))
                        .build())
                .build());

        // Then
        assertThat(row.get("control").get("actor").textValue()).isEqualTo("olga");
        assertThat(row.get("control").get("expires_at").textValue()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(row.get("errors")).hasToString("[{\"field\":\"amount\",\"message\":\"must be a number\"}]");
        assertThat(row.has("cause")).isFalse();
    }

    @Test
    void takesTheOwnerOfACanvasFromTheExecutionWhenThereIsNoDecision() {
        List<Row> rows = AuditRows.of(Events.event("e")
                .setExecution(Events.started("r").setUserId("bob").build())
                .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of()))
                .build());

        assertThat(rows.getLast().columns().get("user_id").textValue()).isEqualTo("bob");
    }

    @Test
    void writesConfidenceWithoutRounding() {
        ObjectNode row = AuditRows.of(Events.changed(
                        Events.agent("a", 1, Maturity.SUPERVISED, 7_001).build()))
                .getFirst()
                .columns();

        assertThat(row.get("confidence_score")).hasToString("0.7001");
    }

    @Test
    void keepsWhereAStreamWasStoppedByWhomAndWhy() {
        // When
        ObjectNode row = only(Events.event("e")
                .setExecution(Events.execution("r")
                        .setBody(ExecutionFinished.newBuilder()
                                .setAction("stream_chat")
                                .setTriggeredBy(Trigger.CHAT)
                                .setStatus(ExecutionStatus.CANCELLED)
                                .setStartedAt(Events.T0)
                                .setErrorCode("agent_paused")
                                .setStoppedBy("olga")
                                .setLastSeq(41L)
                                .setWithheldTools(List.of("delete", "transfer"))
                                .build())
                        .build())
                .build());

        // Then
        assertThat(row.get("error_code").textValue()).isEqualTo("agent_paused");
        assertThat(row.get("metadata"))
                .hasToString("{\"streaming\":true,\"stopped_by\":\"olga\",\"stop_cause\":\"agent_paused\","
                        + "\"withheld_tools\":[\"delete\",\"transfer\"],\"last_seq\":41}");
    }

    @Test
    void aStreamThatRanToItsEndHasNoCause() {
        ObjectNode row = only(
                Events.event("e").setExecution(Events.finished("r").build()).build());

        assertThat(row.get("metadata").has("stop_cause")).isFalse();
        assertThat(row.get("metadata").has("withheld_tools")).isFalse();
    }

    @Test
    void namesTheExecutionThatCalledATool() {
        ObjectNode row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setKind(RequestKind.CHECK)
                        .setExecutionId(null)
                        .setParentExecutionId("calling")
                        .build())
                .build());

        assertThat(row.get("parent_execution_id").textValue()).isEqualTo("calling");
        assertThat(row.has("execution_id")).isFalse();
    }

    @Test
    void writesAListOfTextsAsPostgresReadsIt() {
        ObjectNode row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(Events.check()
                                .setResolutionPath(List.of("plain", "a \"b\", \\c", ""))
                                .build())
                        .build())
                .build());

        assertThat(row.get("resolution_path").textValue()).isEqualTo("{\"plain\",\"a \\\"b\\\", \\\\c\",\"\"}");
    }

    @Test
    void keepsTheStopsOfWorkspacesApart() {
        ObjectNode row = only(Events.event("e")
                .setControl(new ControlState("EMERGENCY_STOP", true, "olga", "leak", null, Events.T0, "acme"))
                .build());

        assertThat(row.get("key").textValue()).isEqualTo("EMERGENCY_STOP:acme");
        assertThat(row.get("detail").get("workspace_id").textValue()).isEqualTo("acme");
    }

    private static ObjectNode only(AuditRecorded event) {
        assertThat(AuditRows.of(event)).hasSize(1);
        return AuditRows.of(event).getFirst().columns();
    }
}
