package dev.writ.sink.store;

import dev.writ.sink.read.Move;
import dev.writ.sink.read.PositionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The table sink_offsets: how far the tables reach. */
public final class OffsetLedger implements PositionStore {

    private static final String READ = "SELECT next_offset FROM sink_offsets WHERE topic = ? AND partition = ?";
    private static final String BEGIN =
            "INSERT INTO sink_offsets (topic, partition, next_offset) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String MOVE =
            "UPDATE sink_offsets SET next_offset = ? WHERE topic = ? AND partition = ? AND next_offset = ?";
    /** Of locks: all writers take them in this order, so none waits for another in a circle. */
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Database database;

    /** The ledger in the database. */
    public OffsetLedger(Database database) {
        this.database = database;
    }

    @Override
    public Map<TopicPartition, Long> positionsOf(Collection<TopicPartition> partitions) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            for (TopicPartition partition : partitions) {
                statement.setString(1, partition.topic());
                statement.setInt(2, partition.partition());
                try (ResultSet result = statement.executeQuery()) {
                    if (result.next()) {
                        positions.put(partition, result.getLong(1));
                    }
                }
            }
            connection.commit();
            return positions;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    @Override
    public void begin(Map<TopicPartition, Long> positions) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            for (TopicPartition partition : sorted(positions)) {
                statement.setString(1, partition.topic());
                statement.setInt(2, partition.partition());
                statement.setObject(3, positions.get(partition));
                statement.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /**
     * Moves positions, if each still is where this writer thinks it is; the rows stay locked until the transaction ends.
     *
     * @throws FencedException if one is not
     */
    public static void move(Connection connection, Map<TopicPartition, Move> moves) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            for (Map.Entry<TopicPartition, Move> entry : moves.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(ORDER))
                    .toList()) {
                TopicPartition partition = entry.getKey();
                Move move = entry.getValue();
                statement.setLong(1, move.to());
                statement.setString(2, partition.topic());
                statement.setInt(3, partition.partition());
                statement.setLong(4, move.from());
                if (statement.executeUpdate() != 1) {
                    throw new FencedException(partition, move.from());
                }
            }
        }
    }

    private static List<TopicPartition> sorted(Map<TopicPartition, Long> positions) {
        return positions.keySet().stream().sorted(ORDER).toList();
    }
}
