package dev.writ.history;

import dev.writ.history.reproduce.Reproduction;
import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;

/** What who reads the history does on the cluster; in no group, and without writing anything. */
public final class HistoryAccess {

    private HistoryAccess() {}

    /** The least rights. */
    public static Access access() {
        return Access.reading(Topics.names(Reproduction.TOPICS));
    }
}
