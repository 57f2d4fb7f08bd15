package dev.writ.gateway.state;

import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasState;

/** Is told, on the feed's thread, whatever the view takes in; at the start also what was there before. */
public interface StateListener {

    /** An agent is new or has changed. */
    void changed(AgentState agent);

    /** A canvas is new, shows something else, or was closed. */
    void changed(CanvasState canvas);
}
