package dev.writ.launcher.cluster;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as a cluster has it. */
public sealed interface TopicFound {

    /** There is none of the name. */
    record Missing() implements TopicFound {}

    /**
     * The cluster does not tell.
     *
     * @param why one line
     */
    record Withheld(String why) implements TopicFound {}

    /**
     * It is there.
     *
     * @param partitions 1 or more
     * @param copies of the partition that has the fewest, 1 or more
     * @param leaderless partitions that nobody can read or write now
     * @param behind partitions of which not all copies are in sync
     * @param settings in force, by key; the topic's own or the cluster's
     */
    record Present(int partitions, int copies, int leaderless, int behind, Map<String, String> settings)
            implements TopicFound {

        public Present {
            settings = Map.copyOf(settings);
        }

        /** A number among the settings; empty if the cluster does not have it. */
        Optional<Long> number(String key) {
            return Optional.ofNullable(settings.get(key)).map(Long::valueOf);
        }

        /** How many copies a write waits for. */
        long minInSync() {
            return number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).orElse(1L);
        }
    }
}
