package dev.writ.topology.decide;

import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.topology.intake.Request;
import java.util.Optional;

/** The catalogue's name of what a request asks for. */
final class ActionNames {

    /** A canvas that nobody knows cannot say what it would take to close it. */
    private static final String CLOSE_UNKNOWN = "close_canvas";

    private ActionNames() {}

    /**
     * The action.
     *
     * @param shown what the canvas that the request names shows; empty if it names none or it is unknown
     */
    static String of(Request request, Optional<CanvasComponent> shown) {
        return switch (request.body()) {
            case ChatRequested chat -> "stream_chat";
            case FormSubmitted form -> "submit_form";
            case CheckRequested check -> check.getAction();
            case CanvasRequested canvas ->
                switch (canvas.getAction()) {
                    case PRESENT -> presenting(canvas.getComponent().orElseThrow());
                    // Taking something away needs what it took to show it.
                    case CLOSE -> shown.map(ActionNames::presenting).orElse(CLOSE_UNKNOWN);
                    case SUBMIT -> throw new IllegalStateException("the reader refuses submissions on this topic");
                };
            default ->
                throw new IllegalStateException(
                        "no action for " + request.body().getClass());
        };
    }

    private static String presenting(CanvasComponent component) {
        return switch (component) {
            case LINE_CHART, BAR_CHART, PIE_CHART -> "present_chart";
            case MARKDOWN -> "present_markdown";
            case STATUS_PANEL -> "present_status_panel";
            case FORM -> "present_form";
        };
    }
}
