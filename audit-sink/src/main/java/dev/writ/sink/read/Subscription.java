package dev.writ.sink.read;

import java.util.List;

/**
 * What a group reads.
 *
 * @param groupId the group; its members share the partitions
 * @param topics one or more
 * @param skipsExpired whether to go on behind records that retention has taken; else such a gap stops the reading
 */
public record Subscription(String groupId, List<String> topics, boolean skipsExpired) {

    public Subscription {
        topics = List.copyOf(topics);
    }
}
