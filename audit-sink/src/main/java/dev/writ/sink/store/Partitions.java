package dev.writ.sink.store;

import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.rows.Months;
import dev.writ.sink.rows.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The months for which the tables have partitions. Partitions are made in transactions of their own, before that which needs
 * them, so that no writer waits for another while it holds anything. Not safe for use by several threads.
 */
final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    /** Whoever makes or drops partitions has this lock of PostgreSQL, until its transaction ends. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtext('writ partitions of ' || current_schema()))";

    private final Database database;
    private final Set<String> known = new HashSet<>();

    Partitions(Database database) {
        this.database = database;
    }

    /** The months that an event's rows belong to, possible or not. */
    static Stream<String> monthsOf(Event entry) {
        return Stream.concat(
                Stream.of(Months.of(entry.event().getOccurredAt())),
                entry.rows().stream().map(Row::month).flatMap(Optional::stream));
    }

    /** Looks again the next time which there are. */
    void forget() {
        known.clear();
    }

    /** Makes the months' partitions that are not there, but none before the horizon. */
    void ensure(Collection<String> months) throws SQLException {
        Set<String> wanted = new TreeSet<>(months);
        wanted.removeAll(known);
        wanted.removeIf(month -> !Months.isPossible(month));
        if (wanted.isEmpty()) {
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            lock(statement);
            Horizon horizon = Horizon.hold(connection);
            wanted.removeIf(month -> !horizon.keeps(month));
            for (Partitioned table : Partitioned.ALL) {
                List<String> there = of(statement, table);
                for (String month : wanted) {
                    if (!there.contains(month)) {
                        statement.execute(table.create(month));
                        statement.execute(table.attach(month));
                        LOG.info("{} takes rows of {}", table.name(), month);
                    }
                }
            }
            connection.commit();
        }
        known.addAll(wanted);
    }

    /** Waits until nobody else makes or drops partitions. */
    static void lock(Statement statement) throws SQLException {
        statement.execute(LOCK);
    }

    /** The months for which a table has a partition, in their order. */
    static List<String> of(Statement statement, Partitioned table) throws SQLException {
        try (ResultSet names = statement.executeQuery("SELECT p.relname FROM pg_inherits i"
                + " JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = '" + table.name()
                + "'::regclass AND p.relname ~ '^" + table.name() + "_[0-9]{4}_[0-9]{2}$' ORDER BY p.relname")) {
            Stream.Builder<String> months = Stream.builder();
            while (names.next()) {
                months.add(
                        names.getString(1).substring(table.name().length() + 1).replace('_', '-'));
            }
            return months.build().toList();
        }
    }
}
