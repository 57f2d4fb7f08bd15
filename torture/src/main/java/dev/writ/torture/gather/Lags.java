package dev.writ.torture.gather;

import dev.writ.history.log.Bound;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records are behind where somebody has come. Records are counted, not offsets: behind the last record of a transaction
 * stands a marker, which nobody ever reads.
 */
public final class Lags {

    private final KafkaConnection connection;
    private final Admin admin;

    /** @param admin stays its owner's */
    public Lags(KafkaConnection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
    }

    /**
     * Of a consumer group, over Writ's own topics.
     *
     * @throws IOException if the cluster does not say, or the group has committed nothing
     */
    public long ofGroup(String group) throws IOException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, committed) -> {
                        if (committed != null && Topics.names(Topics.ALL).contains(partition.topic())) {
                            offsets.put(partition, committed.offset());
                        }
                    });
            addPartitionsWithoutAny(offsets);
        } catch (ExecutionException e) {
            throw new IOException("the brokers do not tell of group " + group, e);
        }
        return behind("group " + group, offsets);
    }

    /**
     * Of the sinks, which keep their place in their database.
     *
     * @param url with user and password
     * @throws SQLException if the database does not answer
     * @throws IOException if they have kept no place in it
     */
    public long ofSinks(String url) throws IOException, SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, partition, next_offset FROM sink_offsets")) {
            while (rows.next()) {
                if (rows.getString(1).equals(Topics.AUDIT.name())) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return behind("sinks", offsets);
    }

    /** Of a topic that is read, a partition of which nothing was committed has not been read at all. */
    private void addPartitionsWithoutAny(Map<TopicPartition, Long> offsets)
            throws ExecutionException, InterruptedException {
        admin.describeTopics(topics(offsets))
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(info -> offsets.putIfAbsent(new TopicPartition(name, info.partition()), 0L)));
    }

    private static List<String> topics(Map<TopicPartition, Long> offsets) {
        return offsets.keySet().stream().map(TopicPartition::topic).distinct().toList();
    }

    /** Who has committed nothing is not at the end: each of them had something to read. */
    private long behind(String who, Map<TopicPartition, Long> offsets) throws IOException {
        if (offsets.isEmpty()) {
            throw new IOException(who + " has committed nothing");
        }
        LogRange range = new LogRange(topics(offsets), new Bound.Offsets(offsets), Bound.OPEN);
        long records = 0;
        try (LogReader log = LogReader.open(connection, "writ-torture-lag", range, Progress.Watcher.NOBODY)) {
            while (log.hasNext()) {
                log.next();
                records++;
            }
        }
        return records;
    }
}
