package dev.writ.topology.decide;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.topology.intake.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The canvas that a request is about.
 *
 * @param id given, or derived from the request id
 * @param action what is asked of it
 * @param component what it shows, or is to show; empty if unknown
 * @param before the canvas as it was; empty if it is new, unknown, or somebody else's
 * @param errors why the request cannot be carried out
 */
public record CanvasTarget(
        String id,
        CanvasAction action,
        Optional<CanvasComponent> component,
        Optional<CanvasState> before,
        List<FieldError> errors) {

    /** The canvas of a request; empty for requests about none. */
    static Optional<CanvasTarget> of(Request request, Function<String, Optional<CanvasState>> canvases) {
        return switch (request.body()) {
            case CanvasRequested canvas -> Optional.of(of(request, canvas, canvases));
            case FormSubmitted form -> Optional.of(of(request, form, canvases));
            default -> Optional.empty();
        };
    }

    private static CanvasTarget of(
            Request request, CanvasRequested canvas, Function<String, Optional<CanvasState>> canvases) {
        String id = canvas.getCanvasId().orElseGet(() -> Ids.derive("canvas", request.id()));
        Optional<CanvasState> known = canvases.apply(id);
        Optional<CanvasState> own = known.filter(state -> belongsTo(request, state));
        if (canvas.getAction() == CanvasAction.PRESENT) {
            List<FieldError> errors = known.isPresent() && own.isEmpty()
                    ? List.of(new FieldError("canvas_id", "the canvas belongs to somebody else"))
                    : List.of();
            return new CanvasTarget(id, CanvasAction.PRESENT, canvas.getComponent(), own, errors);
        }
        return new CanvasTarget(
                id, CanvasAction.CLOSE, own.map(CanvasState::getComponent), own, open(own) ? List.of() : unknown());
    }

    private static CanvasTarget of(
            Request request, FormSubmitted form, Function<String, Optional<CanvasState>> canvases) {
        Optional<CanvasState> own = canvases.apply(form.getCanvasId()).filter(state -> belongsTo(request, state));
        List<FieldError> errors = open(own) ? FormRules.check(own.orElseThrow(), form) : unknown();
        return new CanvasTarget(
                form.getCanvasId(), CanvasAction.SUBMIT, own.map(CanvasState::getComponent), own, errors);
    }

    private static boolean open(Optional<CanvasState> canvas) {
        return canvas.isPresent() && canvas.get().getOpen();
    }

    private static boolean belongsTo(Request request, CanvasState state) {
        return state.getWorkspaceId().equals(request.workspaceId())
                && state.getUserId().equals(request.userId());
    }

    private static List<FieldError> unknown() {
        return List.of(new FieldError("canvas_id", "the user has no open canvas of this id in the workspace"));
    }
}
