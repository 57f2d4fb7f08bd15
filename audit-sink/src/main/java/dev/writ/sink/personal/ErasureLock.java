package dev.writ.sink.personal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps writers of texts and erasures apart until their transactions end: many writers at once, or one erasure. A lock for
 * each subject would need a row of a subject that has none yet.
 */
final class ErasureLock {

    /** Any number that nobody else in this database uses: "writ" and "text" in ASCII. */
    private static final long NUMBER = 0x7772_6974_7465_7874L;

    private ErasureLock() {}

    static void share(Connection connection) throws SQLException {
        take(connection, "SELECT pg_advisory_xact_lock_shared(?)");
    }

    static void takeAlone(Connection connection) throws SQLException {
        take(connection, "SELECT pg_advisory_xact_lock(?)");
    }

    private static void take(Connection connection, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
            statement.setLong(1, NUMBER);
            statement.execute();
        }
    }
}
