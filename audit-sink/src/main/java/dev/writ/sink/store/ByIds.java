package dev.writ.sink.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** Asks by many ids at once, which are one parameter. */
final class ByIds {

    private ByIds() {}

    /** What comes of a query's rows. */
    interface Answer<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /**
     * Asks.
     *
     * @param sql whose only parameter is the ids, as text[]
     */
    static <T> T query(Connection connection, String sql, Collection<String> ids, Answer<T> answer)
            throws SQLException {
        Array array = connection.createArrayOf("text", ids.toArray(String[]::new));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                return answer.of(rows);
            }
        } finally {
            array.free();
        }
    }
}
