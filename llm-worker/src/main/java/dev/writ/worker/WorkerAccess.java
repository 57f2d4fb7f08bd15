package dev.writ.worker;

import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import java.util.List;
import java.util.Map;

/** What a worker does on the cluster. */
public final class WorkerAccess {

    private WorkerAccess() {}

    /** The access of a worker with these settings. It reads tokens to see how far another worker came. */
    public static Access of(Map<String, String> settings) {
        return Access.reading(Topics.names(List.of(Topics.COMPLETIONS, Topics.TOKENS)))
                .and(Access.writing(Topics.names(List.of(Topics.TOKENS, Topics.EXECUTIONS, Topics.DEAD_LETTERS))))
                .and(Access.inGroups(settings.getOrDefault(WorkerKeys.GROUP_ID, WorkerKeys.DEFAULT_GROUP_ID)));
    }
}
