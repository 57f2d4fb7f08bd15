package dev.writ.torture.check;

import dev.writ.torture.history.History;

/** One invariant. Reads nothing but the history, so that the same history gives the same result. */
public interface Check {

    /** What must hold, in one sentence without a full stop. */
    String claim();

    /** Whether it does. */
    Result of(History history);

    /** A word for it, as reports name it. */
    default String name() {
        return getClass().getSimpleName();
    }
}
