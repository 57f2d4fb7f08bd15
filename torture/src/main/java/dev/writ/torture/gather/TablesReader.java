package dev.writ.torture.gather;

import dev.writ.history.fold.Place;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.torture.history.LedgerRow;
import dev.writ.torture.history.Tables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the sink's tables whole. */
public final class TablesReader {

    private static final String RUNNING = "running";

    private TablesReader() {}

    /** A row as something else. */
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Reads.
     *
     * @param url with user and password
     * @throws SQLException if the database does not answer
     */
    public static Tables read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return new Tables(
                    rows(
                            connection,
                            "SELECT topic, partition, log_offset, event_id, encode(digest, 'hex') FROM sink_events",
                            row -> new LedgerRow(
                                    new Place(row.getString(1), row.getInt(2), row.getLong(3)).toString(),
                                    row.getString(4),
                                    row.getString(5))),
                    rows(connection, "SELECT decision_id FROM decisions", row -> row.getString(1)),
                    rows(
                            connection,
                            "SELECT id, status FROM agent_executions",
                            row -> new Tables.Execution(row.getString(1), end(row.getString(2)))));
        }
    }

    private static Optional<ExecutionStatus> end(String status) {
        return status.equals(RUNNING)
                ? Optional.empty()
                : Optional.of(ExecutionStatus.valueOf(status.toUpperCase(Locale.ROOT)));
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(row.of(result));
            }
        }
        return rows;
    }
}
