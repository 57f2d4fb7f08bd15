package dev.writ.history.replay;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;

/** The topics that are replayed. */
public enum History {
    /** The trail of all that happened. */
    AUDIT,
    /** The decisions alone. */
    DECISIONS;

    /** The topic. */
    public Topic<?> topic() {
        return switch (this) {
            case AUDIT -> Topics.AUDIT;
            case DECISIONS -> Topics.DECISIONS;
        };
    }
}
