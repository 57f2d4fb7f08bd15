package dev.writ.sink.rows;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.SessionActivity;

/** One request of a conversation as the row of chat_sessions that it gives alone. The title stays null: it would be the user's words. */
final class SessionRow {

    private SessionRow() {}

    static Row of(AuditRecorded event, SessionActivity activity) {
        return new Columns(Table.CHAT_SESSIONS)
                .text("id", activity.getSessionId())
                .text("user_id", activity.getUserId())
                .text("workspace_id", activity.getWorkspaceId())
                .text("agent_id", activity.getAgentId())
                .number("message_count", 1)
                .time("created_at", event.getOccurredAt())
                .time("updated_at", event.getOccurredAt())
                .text("first_event_id", event.getEventId())
                .text("last_event_id", event.getEventId())
                .toRow();
    }
}
