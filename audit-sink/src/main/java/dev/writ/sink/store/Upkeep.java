package dev.writ.sink.store;

import dev.writ.sink.rows.Months;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes partitions ahead of need, and drops those whose time is over. Several sinks may do so at once. */
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /** For how long a drop, and every reader behind it, waits for a reader before it. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '1s'";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    /** What others hold is left for the next time. */
    private static final String FORGET_TEXTS = """
            DELETE FROM personal_texts WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM personal_texts WHERE recorded_at < ? LIMIT 5000 FOR UPDATE SKIP LOCKED))""";

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Database database;
    private final Retention retention;
    private final InstantSource clock;

    /** Upkeep of the tables in the database. */
    public Upkeep(Database database, Retention retention, InstantSource clock) {
        this.database = database;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Does what is due. What a reader keeps from being dropped is left for the next time.
     *
     * @throws DatabaseAwayException if PostgreSQL is
     */
    public void run() {
        try {
            YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
            new Partitions(database)
                    .ensure(List.of(now.toString(), now.plusMonths(1).toString()));
            if (!retention.isForEver()) {
                dropBefore(retention.firstMonth(clock.instant()));
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private void dropBefore(YearMonth first) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Horizon.move(connection, first);
            connection.commit();
            for (Partitioned table : Partitioned.ALL) {
                for (String month : Partitions.of(statement, table)) {
                    if (month.compareTo(first.toString()) < 0) {
                        drop(connection, statement, table, month);
                    }
                }
                connection.commit();
            }
            forgetTextsBefore(connection, first);
        }
    }

    /** What persons said is kept no longer than what was decided about it. A part at a time, so that no writer waits long. */
    private static void forgetTextsBefore(Connection connection, YearMonth first) throws SQLException {
        long begun = System.nanoTime();
        long texts = 0;
        int forgotten = 1;
        try (PreparedStatement statement = connection.prepareStatement(FORGET_TEXTS)) {
            statement.setObject(1, Months.begin(first).atOffset(ZoneOffset.UTC));
            while (forgotten > 0 && System.nanoTime() - begun < LONGEST.toNanos()) {
                forgotten = statement.executeUpdate();
                connection.commit();
                texts += forgotten;
            }
        }
        if (texts > 0) {
            LOG.info("dropped {} personal texts from before {}", texts, Months.begin(first));
        }
    }

    private static void drop(Connection connection, Statement statement, Partitioned table, String month)
            throws SQLException {
        String partition = table.partition(month);
        try {
            connection.commit(); // Locks of one table at a time, or two readers could wait in a circle with this.
            Partitions.lock(statement);
            if (Partitions.of(statement, table).contains(month)) {
                long rows = estimate(statement, partition);
                statement.execute(PATIENCE);
                statement.execute("DROP TABLE " + partition);
                connection.commit();
                LOG.info(
                        "dropped about {} rows of {}, from {} up to {}",
                        rows,
                        table.name(),
                        Months.begin(YearMonth.parse(month)),
                        Months.begin(YearMonth.parse(month).plusMonths(1)));
            }
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            LOG.info("{} is being read, and is dropped later", partition);
        }
    }

    /** As the planner has it; to count a large month would keep the writer waiting. */
    private static long estimate(Statement statement, String partition) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT greatest(0, reltuples)::bigint FROM pg_class WHERE oid = '" + partition + "'::regclass")) {
            result.next();
            return result.getLong(1);
        }
    }
}
