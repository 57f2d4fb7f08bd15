package dev.writ.sink;

import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import java.util.List;
import java.util.Map;

/** What a sink does on the cluster. */
public final class SinkAccess {

    private SinkAccess() {}

    /** The access of a sink with these settings. */
    public static Access of(Map<String, String> settings) {
        return Access.reading(Topics.names(List.of(Topics.AUDIT)))
                .and(Access.writing(Topics.names(List.of(Topics.AUDIT_CHECKPOINTS, Topics.DEAD_LETTERS))))
                .and(Access.inGroups(settings.getOrDefault(SinkConfig.GROUP_ID, SinkConfig.DEFAULT_GROUP_ID)));
    }
}
