package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
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

    private static ObjectNode only(AuditRecorded event) {
        assertThat(AuditRows.of(event)).hasSize(1);
        return AuditRows.of(event).getFirst().columns();
    }
}
