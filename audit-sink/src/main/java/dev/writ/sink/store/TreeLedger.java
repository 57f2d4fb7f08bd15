package dev.writ.sink.store;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.sink.read.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The Merkle tree of each partition, in sink_offsets beside the position that it reaches to. Every record is a leaf, also one
 * that is no event. What a rebuild of a log without its beginning writes again, its tree has already.
 */
final class TreeLedger {

    private static final String READ =
            "SELECT frontier, tree_offset FROM sink_offsets WHERE topic = ? AND partition = ?";
    private static final String WRITE =
            "UPDATE sink_offsets SET records = ?, frontier = ?, tree_offset = ? WHERE topic = ? AND partition = ?";

    private TreeLedger() {}

    /** Is told of each size that a tree passes through. */
    interface Watcher {
        void passed(TopicPartition partition, GrownLog tree) throws SQLException;
    }

    /** Appends the entries to the trees of their partitions, whose rows the transaction has locked. */
    static void append(Connection connection, List<Entry> entries, Watcher watcher) throws SQLException {
        Map<TopicPartition, GrownLog> trees = new LinkedHashMap<>();
        for (Entry entry : entries) {
            ConsumerRecord<byte[], byte[]> record = entry.record();
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            GrownLog tree = trees.containsKey(partition) ? trees.get(partition) : read(connection, partition);
            trees.put(partition, tree);
            if (record.offset() < tree.next()) {
                continue;
            }
            GrownLog grown = tree.append(entry.leaf(), record.offset());
            trees.put(partition, grown);
            watcher.passed(partition, grown);
        }
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            for (Map.Entry<TopicPartition, GrownLog> tree : trees.entrySet()) {
                statement.setLong(1, tree.getValue().size());
                statement.setBytes(2, tree.getValue().frontier().bytes());
                statement.setLong(3, tree.getValue().next());
                statement.setString(4, tree.getKey().topic());
                statement.setInt(5, tree.getKey().partition());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static GrownLog read(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("the position of " + partition + " was moved a moment ago");
                }
                return new GrownLog(Frontier.of(result.getBytes(1)), result.getLong(2));
            }
        }
    }
}
