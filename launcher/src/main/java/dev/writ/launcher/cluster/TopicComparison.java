package dev.writ.launcher.cluster;

import dev.writ.launcher.cluster.TopicFound.Missing;
import dev.writ.launcher.cluster.TopicFound.Present;
import dev.writ.launcher.cluster.TopicFound.Withheld;
import dev.writ.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** Compares topics as a cluster has them with the catalogue. */
public final class TopicComparison {

    private static final long UNLIMITED = -1;
    /** Kafka's own, which {@link Topic#MOST_BYTES} is made for. */
    private static final long MAX_MESSAGE_BYTES = 1_048_588;

    private final Present found;
    private final List<Finding> findings = new ArrayList<>();

    private TopicComparison(Present found) {
        this.found = found;
    }

    /**
     * What is to be said of a topic of the catalogue.
     *
     * @param shared how many partitions the topics have that this one is co-partitioned with; empty: with none
     */
    public static List<Finding> of(Topic<?> topic, TopicFound found, Optional<Integer> shared) {
        return switch (found) {
            case Missing _ -> List.of(Finding.fault("missing"));
            case Withheld withheld -> List.of(Finding.fault(withheld.why()));
            case Present present -> {
                TopicComparison comparison = new TopicComparison(present);
                comparison.comparePartitions(topic, shared);
                comparison.compareCleanup(topic);
                comparison.compareTime(topic);
                comparison.compareSize(topic);
                comparison.compareCopies();
                yield comparison.findings;
            }
        };
    }

    /**
     * What is to be said of an internal topic of Kafka Streams, which makes it as it needs it.
     *
     * @param copies that the settings ask for; -1: as the cluster has it
     */
    public static List<Finding> ofInternal(TopicFound found, int copies) {
        if (!(found instanceof Present present)) {
            return found instanceof Withheld withheld ? List.of(Finding.fault(withheld.why())) : List.of();
        }
        TopicComparison comparison = new TopicComparison(present);
        if (copies != UNLIMITED && present.copies() != copies) {
            comparison.note("the settings ask for " + copies + " copies of new ones");
        }
        comparison.compareCopies();
        return comparison.findings;
    }

    private void comparePartitions(Topic<?> topic, Optional<Integer> shared) {
        if (shared.isPresent() && shared.get() != found.partitions()) {
            fault("needs as many partitions as the topics it is read with, which have " + shared.get());
        }
        if (topic.partitions() == 1 && found.partitions() > 1) {
            note("1 partition is enough");
        }
    }

    private void compareCleanup(Topic<?> topic) {
        String wanted = topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        String is = found.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (is != null && !is.equals(wanted)) {
            fault("cleanup.policy is " + is + ", should be " + wanted);
        }
        if (topic.cleanup() == Topic.Cleanup.DELETE) {
            found.number(TopicConfig.RETENTION_MS_CONFIG)
                    .ifPresent(kept -> compareRetention(kept, topic.retention().toMillis()));
            found.number(TopicConfig.RETENTION_BYTES_CONFIG)
                    .filter(bytes -> bytes != UNLIMITED)
                    .ifPresent(bytes -> compareRetentionBytes(topic, bytes));
        }
    }

    private void compareRetention(long is, long wanted) {
        if (is == wanted) {
            return;
        }
        boolean longer = is == UNLIMITED || (wanted != UNLIMITED && is > wanted);
        String text = "retention.ms is " + time(is) + ", " + (longer ? "need only be " : "should be ") + time(wanted);
        findings.add(longer ? Finding.note(text) : Finding.fault(text));
    }

    private void compareRetentionBytes(Topic<?> topic, long bytes) {
        String text = "retention.bytes is " + bytes + ", so that records may go before their time; should be -1";
        findings.add(topic.retention().equals(Topic.FOREVER) ? Finding.fault(text) : Finding.note(text));
    }

    private void compareTime(Topic<?> topic) {
        String is = found.settings().getOrDefault(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "");
        if (topic.time() == Topic.Time.BROKER && !is.equals("LogAppendTime")) {
            fault("message.timestamp.type is " + is
                    + ", should be LogAppendTime, or a request can be dated back into a bypass that has expired");
        }
        if (topic.time() == Topic.Time.PRODUCER && is.equals("LogAppendTime")) {
            note("message.timestamp.type is LogAppendTime, need only be CreateTime");
        }
    }

    private void compareSize(Topic<?> topic) {
        String own = topic.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        long wanted = own == null ? MAX_MESSAGE_BYTES : Long.parseLong(own);
        found.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .filter(is -> is < wanted)
                .ifPresent(is -> fault("max.message.bytes is " + is + ", should be " + wanted + " or more"));
    }

    private void compareCopies() {
        if (found.leaderless() > 0) {
            fault(found.leaderless() + " partitions have no leader: they cannot be read or written now");
        }
        if (found.minInSync() > found.copies()) {
            fault("min.insync.replicas is " + found.minInSync() + " with " + found.copies()
                    + " copies: nothing can be written");
        } else if (found.copies() < Topic.ENOUGH_COPIES) {
            note("copies are " + found.copies() + ", better " + Topic.ENOUGH_COPIES
                    + ", or a lost broker may lose records");
        } else if (found.minInSync() < Topic.ENOUGH_IN_SYNC) {
            note("min.insync.replicas is " + found.minInSync() + ", better " + Topic.ENOUGH_IN_SYNC
                    + ", or a lost broker may lose records");
        } else if (found.minInSync() == found.copies()) {
            note("min.insync.replicas is " + found.minInSync()
                    + " of as many copies: one broker away halts all writes");
        }
        if (found.behind() > 0) {
            note(found.behind() + " partitions have copies that are not in sync now");
        }
    }

    private void fault(String text) {
        findings.add(Finding.fault(text));
    }

    private void note(String text) {
        findings.add(Finding.note(text));
    }

    private static String time(long millis) {
        if (millis == UNLIMITED) {
            return "for ever";
        }
        long hours = Duration.ofMillis(millis).toHours();
        return millis % Duration.ofHours(1).toMillis() == 0 ? hours + " h" : millis + " ms";
    }
}
