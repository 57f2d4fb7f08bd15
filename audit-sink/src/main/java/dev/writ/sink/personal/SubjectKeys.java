package dev.writ.sink.personal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The table subject_keys. */
final class SubjectKeys {

    private static final String READ =
            "SELECT subject, generation, nonce, wrapped_key FROM subject_keys WHERE subject = ANY (?)";
    private static final String ADD = """
            INSERT INTO subject_keys (subject, generation, nonce, wrapped_key, created_at) VALUES (?, ?, ?, ?, now())
            ON CONFLICT (subject) DO NOTHING""";

    private final KeyEncryptionKey key;

    SubjectKeys(KeyEncryptionKey key) {
        this.key = key;
    }

    /**
     * The keys of those subjects that have one.
     *
     * @throws WrongKeyException if one was encrypted with another key-encryption key
     */
    Map<String, SubjectKey> find(Connection connection, Collection<String> subjects) throws SQLException {
        Map<String, SubjectKey> found = new HashMap<>();
        Array array = connection.createArrayOf("text", subjects.toArray());
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String subject = rows.getString(1);
                    found.put(
                            subject,
                            key.open(subject, rows.getLong(2), new Sealed(rows.getBytes(3), rows.getBytes(4)))
                                    .orElseThrow(() -> new WrongKeyException(subject)));
                }
            }
        } finally {
            array.free();
        }
        return found;
    }

    /**
     * The keys of the subjects, made where there is none. Another writer may make one at the same time: the first counts.
     *
     * @param erased the generation of the latest key that was erased of each subject that has had one
     */
    Map<String, SubjectKey> findOrAdd(Connection connection, Collection<String> subjects, Map<String, Long> erased)
            throws SQLException {
        Map<String, SubjectKey> found = find(connection, subjects);
        SortedSet<String> without = new TreeSet<>(subjects);
        without.removeAll(found.keySet());
        if (without.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (String subject : without) {
                SubjectKey made = key.create(subject, erased.getOrDefault(subject, 0L) + 1);
                statement.setString(1, subject);
                statement.setLong(2, made.generation());
                statement.setBytes(3, made.wrapped().nonce());
                statement.setBytes(4, made.wrapped().ciphertext());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        found.putAll(find(connection, List.copyOf(without)));
        return found;
    }
}
