package dev.writ.query.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.store.AuditDatabase;
import dev.writ.query.store.UnansweredException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** All rows of an answer, few of which are in memory at a time. Holds a connection until it is closed. */
public final class WholeAnswer implements AutoCloseable {

    private static final int FETCH_ROWS = 500;
    /** For the first rows, which may need a sort, and for each further fetch. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Question question;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet result;

    private WholeAnswer(Question question, Connection connection, PreparedStatement statement, ResultSet result) {
        this.question = question;
        this.connection = connection;
        this.statement = statement;
        this.result = result;
    }

    /**
     * Asks.
     *
     * @param most rows, 1 or more
     * @throws UnansweredException if the database does not answer, or not within a minute
     */
    @SuppressWarnings("MustBeClosedChecker") // Closed with the answer.
    public static WholeAnswer open(AuditDatabase database, Question question, long most) throws UnansweredException {
        try {
            Connection connection = database.begin(LIMIT);
            try {
                PreparedStatement statement = QuestionSql.prepare(connection, question, most);
                statement.setFetchSize(FETCH_ROWS);
                return new WholeAnswer(question, connection, statement, statement.executeQuery());
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw UnansweredException.of(e);
        }
    }

    /**
     * The next row; empty behind the last.
     *
     * @throws UnansweredException if the database no longer answers
     */
    public Optional<ObjectNode> next() throws UnansweredException {
        try {
            return result.next() ? Optional.of(RowReader.row(result, question.table())) : Optional.empty();
        } catch (SQLException e) {
            throw UnansweredException.of(e);
        }
    }

    /**
     * Frees the connection.
     *
     * @throws UnansweredException if the database no longer answers
     */
    @Override
    public void close() throws UnansweredException {
        try (connection;
                statement;
                result) {
            connection.rollback();
        } catch (SQLException e) {
            throw UnansweredException.of(e);
        }
    }
}
