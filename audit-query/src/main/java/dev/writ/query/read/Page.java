package dev.writ.query.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.store.AuditDatabase;
import dev.writ.query.store.UnansweredException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first rows of an answer.
 *
 * @param last where the last one stands, if there are further ones behind it
 */
public record Page(List<ObjectNode> rows, Optional<Place> last) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    public Page {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a page.
     *
     * @param most rows, 1 or more
     * @throws UnansweredException if the database does not answer, or not within 10 s
     */
    public static Page read(AuditDatabase database, Question question, int most) throws UnansweredException {
        return database.read(LIMIT, connection -> {
            try (PreparedStatement statement = QuestionSql.prepare(connection, question, most + 1L);
                    ResultSet result = statement.executeQuery()) {
                List<ObjectNode> rows = new ArrayList<>();
                Optional<Place> last = Optional.empty();
                while (rows.size() < most && result.next()) {
                    rows.add(RowReader.row(result, question.table()));
                    last = Optional.of(RowReader.place(result, question.table()));
                }
                return new Page(rows, result.next() ? last : Optional.empty());
            }
        });
    }
}
