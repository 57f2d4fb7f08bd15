package dev.writ.sink.store;

import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.rows.Months;
import dev.writ.sink.rows.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Where the partitioned tables begin: what happened in an earlier month was dropped, and is not written again when it comes
 * late or the tables are built anew.
 *
 * @param month the first month that is kept, such as 2026-11; empty if nothing was dropped
 */
record Horizon(String month) {

    /** Until the transaction ends nobody moves it on. */
    private static final String READ = "SELECT horizon FROM sink_retention FOR SHARE";

    private static final String MOVE =
            "UPDATE sink_retention SET horizon = ? WHERE horizon IS NULL OR horizon < ? RETURNING horizon";

    /** The horizon, which stays where it is until the transaction ends. */
    static Horizon hold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(READ)) {
            if (!result.next()) {
                return new Horizon("");
            }
            LocalDate first = result.getObject(1, LocalDate.class);
            return new Horizon(first == null ? "" : YearMonth.from(first).toString());
        }
    }

    /** Moves it on, but never back; waits for the transactions that hold it. */
    static void move(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.prepareStatement(MOVE)) {
            statement.setObject(1, month.atDay(1));
            statement.setObject(2, month.atDay(1));
            statement.execute();
        }
    }

    /** Whether what happened in a month is kept, or refused by the tables because there is no such month. */
    boolean keeps(String other) {
        return !Months.isPossible(other) || other.compareTo(month) >= 0;
    }

    /** Whether the event belongs into the ledger. */
    boolean keeps(Event entry) {
        return keeps(Months.of(entry.event().getOccurredAt()));
    }

    /** Whether the row is to be written: also if its table has no partitions. */
    boolean keeps(Row row) {
        return row.month().map(this::keeps).orElse(true);
    }
}
