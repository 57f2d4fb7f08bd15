package dev.writ.topology.carryout;

import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.Verdict;
import dev.writ.topology.decide.CanvasTarget;
import dev.writ.topology.decide.Decided;
import java.util.Optional;

/** What a canvas shows after a request. */
final class CanvasEffects {

    private CanvasEffects() {}

    /** The canvas's new state; empty if the request changes none. */
    static Optional<CanvasState> shown(Decided decided) {
        boolean acts = decided.decision().getVerdict() != Verdict.BLOCKED
                && decided.decision().getErrors().isEmpty();
        return acts ? decided.canvas().flatMap(target -> shown(decided, target)) : Optional.empty();
    }

    private static Optional<CanvasState> shown(Decided decided, CanvasTarget target) {
        if (!(decided.request().body() instanceof CanvasRequested canvas)) {
            return Optional.empty();
        }
        if (target.action() == CanvasAction.CLOSE) {
            return target.before()
                    .map(before -> CanvasState.newBuilder(before)
                            .setOpen(false)
                            .setUpdatedAt(decided.request().time())
                            .build());
        }
        return Optional.of(CanvasState.newBuilder()
                .setCanvasId(target.id())
                .setUserId(decided.request().userId())
                .setSessionId(decided.request().sessionId().orElse(null))
                .setWorkspaceId(decided.request().workspaceId())
                .setAgentId(decided.agent().id())
                .setExecutionId(decided.decision().getExecutionId().orElseThrow())
                .setComponent(canvas.getComponent().orElseThrow())
                .setTitle(canvas.getTitle().orElse(null))
                .setContent(canvas.getContent().orElse(null))
                .setFormFields(canvas.getFormFields())
                .setMetadata(canvas.getMetadata())
                .setUpdatedAt(decided.request().time())
                .build());
    }
}
