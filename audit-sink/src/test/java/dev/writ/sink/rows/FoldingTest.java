package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.sink.Events;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldingTest {

    @Test
    void givesAConversationTheOwnerOfItsFirstAndTheAgentOfItsLastRequest() {
        // Given
        List<Row> rows = Stream.of(
                        request("c", "s", Events.T0.plusMillis(1), "carol"),
                        request("a", "s", Events.T0, "alice"),
                        request("d", "s", Events.T0.plusMillis(500), "dave"),
                        request("b", "other", Events.T0, "bob"))
                .toList();

        // When
        List<Row> inOrder = Folding.conversations(rows);
        List<Row> reversed = Folding.conversations(rows.reversed());

        // Then
        assertThat(inOrder).containsExactlyInAnyOrderElementsOf(reversed).hasSize(2);
        assertThat(inOrder.getFirst().json())
                .isEqualTo(
                        "{\"id\":\"s\",\"user_id\":\"alice\",\"workspace_id\":\"default\",\"agent_id\":\"agent of dave\","
                                + "\"message_count\":3,\"created_at\":\"2026-11-20T10:00:00Z\","
                                + "\"updated_at\":\"2026-11-20T10:00:00.500Z\",\"first_event_id\":\"a\",\"last_event_id\":\"d\"}");
    }

    @Test
    void tellsRequestsOfOneMomentApartByTheBytesOfTheirIds() {
        // Given
        String beyondTheFirstPlane = "\uD83D\uDE00";
        String below = "\uFFFD";

        // When
        Row folded = Folding.conversations(List.of(
                        request(beyondTheFirstPlane, "s", Events.T0, "later"),
                        request(below, "s", Events.T0, "earlier")))
                .getFirst();

        // Then
        assertThat(folded.text("user_id")).isEqualTo("earlier");
        assertThat(folded.text("agent_id")).isEqualTo("agent of later");
    }

    @Test
    void keepsTheHighestVersionOfAnAgent() {
        // When
        List<Row> folded = Folding.agents(Stream.of(2L, 10L, 9L)
                .map(version -> Events.changed(
                        Events.agent("a", version, Maturity.INTERN, 5_000).build()))
                .map(event -> row(event, Table.AGENT_REGISTRY))
                .toList());

        // Then
        assertThat(folded)
                .singleElement()
                .satisfies(row -> assertThat(row.number("version")).isEqualTo(10));
    }

    @Test
    void givesTheEndOfAnExecutionTheLastWordOverItsStart() {
        // Given
        Row start = row(
                Events.event("start")
                        .setExecution(Events.started("r").setSessionId("s").build())
                        .build(),
                Table.EXECUTION_STARTS);
        Row end = row(Events.chatEnd("r"), Table.EXECUTION_ENDS);
        Row alone = row(Events.chatEnd("of another"), Table.EXECUTION_ENDS);

        // When
        List<Row> folded = Folding.executions(List.of(start), List.of(alone, end));

        // Then
        assertThat(folded).hasSize(2).contains(alone);
        Row both = folded.stream().filter(row -> !row.equals(alone)).findFirst().orElseThrow();
        assertThat(both.text("status")).isEqualTo("completed");
        assertThat(both.text("session_id")).as("which the end does not name").isEqualTo("s");
        assertThat(both.text("input_summary")).isEqualTo("chat of 12 characters");
        assertThat(both.text("started_event_id")).isEqualTo("start");
        assertThat(both.text("finished_event_id")).isEqualTo("finished-r");
        assertThat(both.text("metadata"))
                .as("the members of both, of which jsonb keeps the last of each name")
                .startsWith("{\"streaming\":true,\"streaming\":true,")
                .contains("\"model\":\"steady\"")
                .endsWith("}");
        assertThat(start.text("status")).as("of a row that was folded").isEqualTo("running");
    }

    private static Row request(String eventId, String session, Instant time, String user) {
        return row(
                Events.event(eventId)
                        .setOccurredAt(time)
                        .setActivity(new SessionActivity(session, user, "default", "agent of " + user))
                        .build(),
                Table.CHAT_SESSIONS);
    }

    private static Row row(AuditRecorded event, Table table) {
        return AuditRows.of(event).stream()
                .filter(row -> row.table() == table)
                .findFirst()
                .orElseThrow();
    }
}
