package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        Row row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(check)
                        .setErrors(List.of(new FieldError("amount", "must be a number")))
                        .build())
                .build());

        // Then
        assertThat(row.text("control")).contains("\"actor\":\"olga\"", "\"expires_at\":\"2026-11-20T10:00:00Z\"");
        assertThat(row.text("errors")).isEqualTo("[{\"field\":\"amount\",\"message\":\"must be a number\"}]");
        assertThat(row.value("cause")).isNull();
    }

    @Test
    void takesTheOwnerOfACanvasFromTheExecutionWhenThereIsNoDecision() {
        List<Row> rows = AuditRows.of(Events.event("e")
                .setExecution(Events.started("r").setUserId("bob").build())
                .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of()))
                .build());

        assertThat(rows.getLast().text("user_id")).isEqualTo("bob");
    }

    @Test
    void writesConfidenceWithoutRounding() {
        Row row = AuditRows.of(Events.changed(
                        Events.agent("a", 1, Maturity.SUPERVISED, 7_001).build()))
                .getFirst();

        assertThat(row.value("confidence_score")).hasToString("0.7001");
    }

    @Test
    void keepsWhereAStreamWasStoppedByWhomAndWhy() {
        // When
        Row row = only(Events.event("e")
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
        assertThat(row.text("error_code")).isEqualTo("agent_paused");
        assertThat(row.text("metadata"))
                .isEqualTo("{\"streaming\":true,\"stopped_by\":\"olga\",\"stop_cause\":\"agent_paused\","
                        + "\"withheld_tools\":[\"delete\",\"transfer\"],\"last_seq\":41}");
    }

    @Test
    void aStreamThatRanToItsEndHasNoCause() {
        Row row = only(
                Events.event("e").setExecution(Events.finished("r").build()).build());

        assertThat(row.text("metadata")).doesNotContain("stop_cause", "withheld_tools");
    }

    @Test
    void namesTheExecutionThatCalledATool() {
        Row row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setKind(RequestKind.CHECK)
                        .setExecutionId(null)
                        .setParentExecutionId("calling")
                        .build())
                .build());

        assertThat(row.text("parent_execution_id")).isEqualTo("calling");
        assertThat(row.value("execution_id")).isNull();
    }

    @Test
    void writesAListOfTextsAsPostgresReadsIt() throws JsonProcessingException {
        Row row = only(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(Events.check()
                                .setResolutionPath(List.of("plain", "a \"b\", \\c", ""))
                                .build())
                        .build())
                .build());

        assertThat(JSON.readTree(row.json()).path("resolution_path").textValue())
                .isEqualTo("{\"plain\",\"a \\\"b\\\", \\\\c\",\"\"}");
    }

    @Test
    void keepsTheStopsOfWorkspacesApart() {
        Row row = only(Events.event("e")
                .setControl(new ControlState("EMERGENCY_STOP", true, "olga", "leak", null, Events.T0, "acme"))
                .build());

        assertThat(row.text("key")).isEqualTo("EMERGENCY_STOP:acme");
        assertThat(row.text("detail")).contains("\"workspace_id\":\"acme\"");
    }

    private static Row only(AuditRecorded event) {
        assertThat(AuditRows.of(event)).hasSize(1);
        return AuditRows.of(event).getFirst();
    }
}
