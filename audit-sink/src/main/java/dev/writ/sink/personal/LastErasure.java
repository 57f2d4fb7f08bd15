package dev.writ.sink.personal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a subject was erased last.
 *
 * @param generation of the key that went, from 1
 * @param erasedAt when that was
 * @param barrier texts of up to this time stay erased
 */
record LastErasure(long generation, Instant erasedAt, Instant barrier) {

    private static final String READ = """
            SELECT subject, max(generation), max(erased_at), max(barrier_at) FROM erasures WHERE subject = ANY (?) GROUP BY subject""";

    /** Those of the subjects that were ever erased. */
    static Map<String, LastErasure> of(Connection connection, Collection<String> subjects) throws SQLException {
        Map<String, LastErasure> found = new HashMap<>();
        Array array = connection.createArrayOf("text", subjects.toArray());
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1),
                            new LastErasure(
                                    rows.getLong(2),
                                    rows.getTimestamp(3).toInstant(),
                                    rows.getTimestamp(4).toInstant()));
                }
            }
        } finally {
            array.free();
        }
        return found;
    }

    /** Whether what began then is covered by the erasure; null stands for a subject that was never erased. */
    static boolean covers(@Nullable LastErasure erasure, Instant begunAt) {
        return erasure != null && !begunAt.isAfter(erasure.barrier());
    }
}
