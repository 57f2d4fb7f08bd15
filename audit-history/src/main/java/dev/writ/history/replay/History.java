package dev.writ.history.replay;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;

/** The topics that are replayed. */
public enum History {
    /** The trail of all that happened. */
    AUDIT(Topics.AUDIT),
    /** The decisions alone. */
    DECISIONS(Topics.DECISIONS);

    private final Topic<?> topic;

    History(Topic<?> topic) {
        this.topic = topic;
    }

    /** The topic. */
    public Topic<?> topic() {
        return topic;
    }
}
