package dev.writ.sink.store;

import java.sql.SQLException;
import org.apache.kafka.common.errors.RetriableException;

/** PostgreSQL cannot be reached, or does not take what it should. Says nothing about the records: try again. */
public final class DatabaseAwayException extends RetriableException {
    private static final long serialVersionUID = 1;

    /** What PostgreSQL, or the way to it, said. */
    public DatabaseAwayException(SQLException cause) {
        super("PostgreSQL is away: " + sentence(cause), cause);
    }

    /** The pool says only that it waited in vain; why, stands in its cause. */
    private static String sentence(SQLException failure) {
        SQLException first = failure.getCause() instanceof SQLException inner ? inner : failure;
        return first.getMessage() + " (" + first.getSQLState() + ")";
    }
}
