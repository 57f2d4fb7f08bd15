package dev.writ.topology.intake;

import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request in one form.
 *
 * @param id names it; given, or derived from the origin
 * @param key the record key it must have: the session id, else the user id
 * @param sessionId the conversation; a chat always has one
 * @param body the event as it was sent
 * @param time the record's timestamp
 * @param traceparent the trace it belongs to
 */
public record Request(
        String id,
        RequestKind kind,
        String key,
        String userId,
        Optional<String> sessionId,
        String workspaceId,
        Optional<String> agentId,
        Optional<String> requestHash,
        SpecificRecord body,
        RecordOrigin origin,
        Instant time,
        String traceparent) {

    /** The same within another context of its trace. */
    Request in(String context) {
        if (context.equals(traceparent)) {
            return this;
        }
        return new Request(
                id, kind, key, userId, sessionId, workspaceId, agentId, requestHash, body, origin, time, context);
    }
}
