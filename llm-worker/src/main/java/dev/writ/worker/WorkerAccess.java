package dev.writ.worker;

import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import java.util.List;
import java.util.Map;

/** What a worker does on the cluster. */
public final class WorkerAccess {

    private WorkerAccess() {}

    /**
     * The access of a worker with these settings. It reads tokens to see how far another worker came, checks the tools that
     * models call, and ends streams when an agent, a workspace or a reader's wish says so.
     */
    public static Access of(Map<String, String> settings) {
        return Access.reading(Topics.names(List.of(
                        Topics.COMPLETIONS,
                        Topics.TOKENS,
                        Topics.DECISIONS,
                        Topics.EXECUTION_CONTROLS,
                        Topics.AGENTS,
                        Topics.CONTROLS)))
                .and(Access.writing(Topics.names(List.of(
                        Topics.CHECK_REQUESTS,
                        Topics.TOKENS,
                        Topics.TEXTS,
                        Topics.EXECUTIONS,
                        Topics.MODELS,
                        Topics.DEAD_LETTERS))))
                .and(Access.inGroups(settings.getOrDefault(WorkerKeys.GROUP_ID, WorkerKeys.DEFAULT_GROUP_ID)));
    }
}
