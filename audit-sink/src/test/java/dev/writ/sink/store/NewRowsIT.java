package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.sink.Events;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class NewRowsIT {

    private final OwnTables tables;

    NewRowsIT(TestCluster cluster) throws SQLException {
        tables = new OwnTables(cluster);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void writesADecisionOnceThatASecondEventRepeats() throws SQLException {
        // Given
        tables.write(Events.chat("r", "s"));
        AuditRecorded again =
                Events.event("again").setDecision(Events.decision("r").build()).build();

        // When
        tables.write(again, Events.chat("other", "s"));

        // Then
        assertThat(tables.number("SELECT count(*) FROM sink_events")).isEqualTo(3);
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(2);
        assertThat(tables.text("SELECT event_id FROM decisions WHERE request_id = 'r'"))
                .isEqualTo("decided-r");
        assertThat(tables.number("SELECT message_count FROM chat_sessions")).isEqualTo(2);
    }

    @Test
    void writesAVersionOfAnAgentOnceThatASecondEventRepeats() throws SQLException {
        // Given
        AuditRecorded first =
                Events.changed(Events.agent("a", 1, Maturity.INTERN, 5_000).build());
        tables.write(first);
        AuditRecorded again =
                Events.event("again").setAgent(first.getAgent().orElseThrow()).build();

        // When
        tables.write(
                again,
                Events.changed(Events.agent("a", 2, Maturity.INTERN, 5_000).build()));

        // Then
        assertThat(tables.number("SELECT count(*) FROM sink_events")).isEqualTo(3);
        assertThat(tables.text("SELECT string_agg(event_id, ' ' ORDER BY version) FROM agent_history"))
                .isEqualTo("agent-a-1-5000 agent-a-2-5000");
    }

    @Test
    void writesTheSameExecutionWhetherStartAndEndComeTogetherOrApart() throws SQLException {
        // Given
        AuditRecorded start = Events.event("start")
                .setExecution(Events.started("r").setSessionId("s").build())
                .build();
        AuditRecorded end = Events.chatEnd("r");

        // When
        tables.write(start, end);
        String together = takeExecution();
        tables.write(end, start);
        String reversed = takeExecution();
        tables.write(start);
        tables.write(end);
        String apart = takeExecution();
        tables.write(end);
        tables.write(start);
        String endFirst = takeExecution();

        // Then
        assertThat(together).contains("completed", "chat of 12 characters", "start", "finished-r");
        assertThat(reversed).isEqualTo(together);
        assertThat(apart).isEqualTo(together);
        assertThat(endFirst).isEqualTo(together);
    }

    @Test
    void copiesTheRowsThatStatementsWrite() throws SQLException {
        // Given
        String text = "a\tb\nc\rd \\N \\. \"e\" {f,g} é \uD83D\uDE00 \0";
        Instant later = Events.T0.plusMillis(123);
        AuditRecorded chat = Events.event("chat")
                .setOccurredAt(later)
                .setDecision(Events.decision("r")
                        .setUserId(text)
                        .setCheck(Events.check()
                                .setResolutionPath(List.of(text, "", "plain"))
                                .setConfidence(7)
                                .build())
                        .setErrors(List.of(new FieldError(text, "must be \"a\"")))
                        .build())
                .setExecution(Events.started("r").setUserId(text).build())
                .setActivity(new SessionActivity("s", text, "", "agent-1"))
                .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of(text, "[1, 2.50, \"a\\tb\\\\N\"]", "no", text)))
                .build();
        AuditRecorded blocked = Events.event("blocked")
                .setDecision(Events.decision("b").setExecutionId(null).build())
                .setExecution(Events.finished("b")
                        .setOccurredAt(Events.T0.plusSeconds(100))
                        .build())
                .build();
        AuditRecorded agent = Events.changed(Events.agent("a", 1, Maturity.INTERN, 10_000)
                .setDescription("")
                .setConfiguration(Map.of("model", text))
                .build());
        AuditRecorded stop = Events.event("stop")
                .setControl(new ControlState("EMERGENCY_STOP", true, "olga", text, later, Events.T0, "acme"))
                .build();

        // When
        tables.copy(chat, Events.chatEnd("alone"), blocked, agent, stop);
        String copied = tables.take();
        tables.write(chat, Events.chatEnd("alone"), blocked, agent, stop, chat);
        String asStatementsDo = tables.take();

        // Then
        assertThat(copied).isEqualTo(asStatementsDo).contains("sink_events: (", "governance_changes: (");
    }

    @Test
    void copiesConversationsThatAreNewAndCountsOnWhereTheyAreThere() throws SQLException {
        // Given
        tables.write(Events.chat("1", "b"));

        // When
        tables.copy(Events.chat("2", "a"), Events.chat("3", "b"), Events.chat("4", "c"), Events.chat("5", "c"));

        // Then
        assertThat(tables.text("SELECT string_agg(id || message_count, ' ' ORDER BY id) FROM chat_sessions"))
                .isEqualTo("a1 b2 c2");
    }

    @Test
    void countsOnWhereAllConversationsAreThere() throws SQLException {
        // Given
        tables.write(Events.chat("1", "a"), Events.chat("2", "b"));

        // When
        tables.copy(Events.chat("3", "b"), Events.chat("4", "a"));

        // Then
        assertThat(tables.number("SELECT sum(message_count) FROM chat_sessions"))
                .isEqualTo(4);
    }

    @Test
    void givesAConversationTheOwnerOfItsFirstAndTheAgentOfItsLastRequestWhicheverComesFirst() throws SQLException {
        // When
        tables.write(request("b", Events.T0, "bob"));
        tables.write(request("d", Events.T0.plusMillis(1), "dave"));
        tables.write(request("a", Events.T0, "alice"));
        tables.write(request("c", Events.T0.plusMillis(1), "carol"));

        // Then
        assertThat(
                        tables.text(
                                "SELECT concat_ws(', ', user_id, first_event_id, agent_id, last_event_id, message_count) FROM chat_sessions"))
                .isEqualTo("alice, a, agent of dave, d, 4");
        assertThat(tables.number("SELECT extract(milliseconds FROM updated_at - created_at)::int FROM chat_sessions"))
                .isEqualTo(1);
    }

    private static AuditRecorded request(String eventId, Instant time, String user) {
        return Events.event(eventId)
                .setOccurredAt(time)
                .setActivity(new SessionActivity("s", user, "default", "agent of " + user))
                .build();
    }

    /** The only execution, and removes it with its events. */
    private String takeExecution() throws SQLException {
        assertThat(tables.number("SELECT count(*) FROM agent_executions")).isEqualTo(1);
        String row = tables.text("SELECT e::text FROM agent_executions e");
        tables.execute("TRUNCATE sink_events, agent_executions");
        return row;
    }

    @Test
    void keepsWhatMeansSomethingToCopy() throws SQLException {
        // Given
        String text = "a\tb\nc\rd \\N \\. \\t \"e\" {f,g}";

        // When
        tables.write(Events.event("e")
                .setDecision(Events.decision("r").setUserId(text).build())
                .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of("t", "\"a\\tb\\\\N\"")))
                .build());

        // Then
        assertThat(tables.text("SELECT user_id FROM decisions")).isEqualTo(text);
        assertThat(tables.text("SELECT metadata ->> 't' FROM canvas_audit")).isEqualTo("a\tb\\N");
        assertThat(tables.text("SELECT resolution_path[2] FROM decisions")).isEqualTo("session_agent");
        assertThat(tables.text("SELECT encode(digest, 'hex') FROM sink_events")).hasSize(64);
    }
}
