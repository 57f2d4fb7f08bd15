package dev.writ.local.kafka;

import java.util.Map;

/** The settings of any node that is the whole cluster and shares its machine with everything else, wherever it runs. */
public final class SingleNodeSettings {

    private static final String FEW_PARTITIONS = "4";

    /** Broker settings by their keys; all but the node's addresses, directories and roles. */
    public static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),

            // One copy of everything.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", FEW_PARTITIONS),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", FEW_PARTITIONS),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", FEW_PARTITIONS),

            // Nobody else will join: rebalance at once.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.share.min.heartbeat.interval.ms", "1000"),
            Map.entry("group.share.heartbeat.interval.ms", "1000"),

            // A transaction that begins before the markers of the one before are written is tried again after this.
            Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),

            // What the broker lets a share group ask for: a worker holds many long streams at once.
            Map.entry("group.share.max.record.lock.duration.ms", "60000"),
            Map.entry("group.share.max.partition.max.record.locks", "10000"),
            Map.entry("group.share.max.delivery.count.limit", "10"),

            // A killed node's old session keeps its next start waiting for this long.
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("controller.quorum.append.linger.ms", "2"),

            // Memory and threads.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("offsets.topic.segment.bytes", "16777216"),
            Map.entry("transaction.state.log.segment.bytes", "16777216"),
            Map.entry("share.coordinator.state.topic.segment.bytes", "16777216"),
            Map.entry("offsets.load.buffer.size", "1048576"),
            Map.entry("transaction.state.log.load.buffer.size", "1048576"),
            Map.entry("share.coordinator.load.buffer.size", "1048576"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("group.coordinator.background.threads", "1"),
            Map.entry("remote.log.reader.threads", "1"));

    private SingleNodeSettings() {}
}
