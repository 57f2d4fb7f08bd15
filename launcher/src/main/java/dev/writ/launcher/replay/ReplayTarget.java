package dev.writ.launcher.replay;

import dev.writ.history.replay.ReplayInto;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.cluster.ClusterTopics;
import dev.writ.launcher.cluster.TopicFound;
import dev.writ.launcher.console.FailedException;
import dev.writ.launcher.console.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** The topic that a replay is to go into. */
public final class ReplayTarget {

    private ReplayTarget() {}

    /**
     * Refuses a topic that no replay may go into.
     *
     * @param internalPrefix how the names of the topology's own topics begin
     * @return what of the topic the user should know, one line each
     * @throws RefusedException if it may not be, or is not there
     * @throws FailedException if the cluster is away or refuses
     */
    public static List<String> check(String topic, String internalPrefix, ClusterAdmin cluster)
            throws InterruptedException {
        ReplayInto.objection(topic, internalPrefix).ifPresent(objection -> {
            throw new RefusedException("--into: " + objection);
        });
        TopicFound found = cluster.call(
                admin -> new ClusterTopics(admin).find(List.of(topic)).getOrDefault(topic, new TopicFound.Missing()));
        return switch (found) {
            case TopicFound.Missing() ->
                throw new RefusedException("--into: there is no topic " + topic
                        + "; create it with retention.ms=-1, or with a retention that keeps what is as old");
            // Who may write there may not always look at its settings.
            case TopicFound.Withheld _ -> List.of();
            case TopicFound.Present present -> notes(topic, present);
        };
    }

    private static List<String> notes(String topic, TopicFound.Present present) {
        List<String> notes = new ArrayList<>();
        boolean brokersTime = "LogAppendTime".equals(present.settings().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
        if (brokersTime) {
            notes.add(topic + " gives records the time of the broker; the original's stands in a header only");
        }
        long kept = Long.parseLong(present.settings().getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        boolean deletes = present.settings()
                .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
                .contains(TopicConfig.CLEANUP_POLICY_DELETE);
        if (deletes && kept >= 0 && !brokersTime) {
            notes.add(topic + " keeps records for " + Duration.ofMillis(kept).toHours()
                    + " hours, by the original's time: older ones go soon");
        }
        return notes;
    }
}
