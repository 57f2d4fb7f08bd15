package dev.writ.sink;

import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import dev.writ.sink.personal.KeyEncryptionKey;
import dev.writ.sink.personal.TextWriter;
import java.util.List;
import java.util.Map;

/** What a sink does on the cluster. */
public final class SinkAccess {

    private SinkAccess() {}

    /** The access of a sink with these settings. */
    public static Access of(Map<String, String> settings) {
        String group = settings.getOrDefault(SinkConfig.GROUP_ID, SinkConfig.DEFAULT_GROUP_ID);
        Access audit = Access.reading(Topics.names(List.of(Topics.AUDIT)))
                .and(Access.writing(Topics.names(List.of(Topics.AUDIT_CHECKPOINTS, Topics.DEAD_LETTERS))))
                .and(Access.inGroups(group));
        return settings.getOrDefault(KeyEncryptionKey.SETTING, "").isBlank()
                ? audit
                : audit.and(Access.reading(TextWriter.topics()))
                        .and(Access.inGroups(group + SinkConfig.PERSONAL_GROUP_SUFFIX));
    }

    /** The access of who erases: it writes the entry. */
    public static Access ofEraser() {
        return Access.writing(Topics.names(List.of(Topics.AUDIT)));
    }
}
