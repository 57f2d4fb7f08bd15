package dev.writ.sink.store;

import dev.writ.sink.letters.DeadLetterBox;
import dev.writ.sink.read.Entry.Poison;
import dev.writ.sink.read.Move;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Writes batches, each in one transaction: positions, trees, checkpoints, event ids and rows, all or none. */
public final class BatchWriter {

    private final Database database;
    private final DeadLetterBox letters;
    private final Optional<Checkpoints> checkpoints;
    private final Partitions partitions;

    /**
     * A writer to the database that gives what cannot be written to the box.
     *
     * @param checkpoints signs what the logs are; empty: nobody does
     */
    public BatchWriter(Database database, DeadLetterBox letters, Optional<Checkpoints> checkpoints) {
        this.database = database;
        this.letters = letters;
        this.checkpoints = checkpoints;
        this.partitions = new Partitions(database);
    }

    /**
     * Writes a batch and moves positions by it. Dead letters are durable before the position moves past their records.
     *
     * @return what is a dead letter and not in the tables
     * @throws FencedException if another writer is ahead; nothing is written
     * @throws DatabaseAwayException if PostgreSQL is; whether the batch is written, its positions tell
     * @throws org.apache.kafka.common.errors.RetriableException if dead letters cannot be written; nothing else is
     * @throws EventConflictException if an event id stands for other bytes already; nothing is written
     */
    public List<Poison> write(Prepared batch, Map<TopicPartition, Move> moves) {
        try {
            partitions.ensure(batch.rows().months());
            return writeAll(batch, moves);
        } catch (SQLException e) {
            partitions.forget(); // What comes back may be another server, which has not heard of all of them.
            throw new DatabaseAwayException(e);
        }
    }

    private List<Poison> writeAll(Prepared batch, Map<TopicPartition, Move> moves) throws SQLException {
        try (Connection connection = database.connect()) {
            OffsetLedger.move(connection, moves);
            TreeLedger.append(
                    connection,
                    batch.entries(),
                    checkpoints.isPresent() ? checkpoints.get().watcher(connection) : (partition, tree) -> {});
            List<Poison> poison = new ArrayList<>(batch.poison());
            poison.addAll(new RowWriter(connection, Horizon.hold(connection)).write(batch.events(), batch.rows()));
            letters.put(poison);
            connection.commit();
            return poison;
        }
    }
}
