package dev.writ.gateway.openai;

import dev.writ.gateway.tokens.Signal;

/** How far one reader's stream has come: tells what is new from what comes again or was superseded. For one thread. */
final class Course {

    /** What an event is to the reader. */
    enum Step {
        /** Known, or of an attempt that a later one superseded. */
        STALE,
        /** The next of its attempt. */
        NEXT,
        /** The first that is seen of a new attempt, the very first one included. */
        NEW_ATTEMPT
    }

    private int attempt;
    private long lastOffset = -1;

    /** Takes an event in, and says what it is. */
    Step take(Signal.Token token) {
        int of = token.event().getAttempt();
        if (token.offset() <= lastOffset || of < attempt) {
            return Step.STALE;
        }
        lastOffset = token.offset();
        boolean next = of == attempt;
        attempt = of;
        return next ? Step.NEXT : Step.NEW_ATTEMPT;
    }
}
