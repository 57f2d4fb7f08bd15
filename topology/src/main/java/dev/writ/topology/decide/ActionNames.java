package dev.writ.topology.decide;

import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.RequestKind;
import dev.writ.topology.intake.Request;
import java.util.Optional;

/** The catalogue's name of what a request asks for. */
public final class ActionNames {

    /** A canvas that nobody knows cannot say what it would take to close it. */
    private static final String CLOSE_UNKNOWN = "close_canvas";

    private ActionNames() {}

    /**
     * The action.
     *
     * @param shown what the canvas that the request names shows; empty if it names none or it is unknown
     */
    static String of(Request request, Optional<CanvasComponent> shown) {
        return request.body() instanceof CheckRequested check ? check.getAction() : of(request.kind(), shown);
    }

    /**
     * The action of a request that is not a check: a check names its own.
     *
     * @param shown as above
     */
    public static String of(RequestKind kind, Optional<CanvasComponent> shown) {
        return switch (kind) {
            case CHAT -> "stream_chat";
            case FORM -> "submit_form";
            // Taking something away needs what it took to show it. No presentation of nothing passes the reader.
            case CANVAS -> shown.map(ActionNames::presenting).orElse(CLOSE_UNKNOWN);
            case CHECK -> throw new IllegalArgumentException("a check names its own action");
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
