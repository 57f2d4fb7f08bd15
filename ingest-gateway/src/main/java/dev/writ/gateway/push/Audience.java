package dev.writ.gateway.push;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.StreamStarted;
import java.util.Optional;

/**
 * Whom a socket belongs to. It is told what belongs to its user and session, and what belongs to its user and to no session.
 *
 * @param sessionId empty: only what belongs to no session
 * @param workspaceId empty: all of them
 */
record Audience(String userId, Optional<String> sessionId, Optional<String> workspaceId) {

    boolean mayHear(StreamStarted started) {
        return isOf(started.getUserId(), Optional.of(started.getSessionId()));
    }

    boolean mayHear(CanvasState canvas) {
        return isOf(canvas.getUserId(), canvas.getSessionId()) && isIn(canvas.getWorkspaceId());
    }

    boolean mayHear(ActionDecided decision) {
        return isOf(decision.getUserId(), decision.getSessionId()) && isIn(decision.getWorkspaceId());
    }

    private boolean isOf(String user, Optional<String> session) {
        return userId.equals(user) && (session.isEmpty() || session.equals(sessionId));
    }

    private boolean isIn(String workspace) {
        return workspaceId.isEmpty() || workspaceId.get().equals(workspace);
    }
}
