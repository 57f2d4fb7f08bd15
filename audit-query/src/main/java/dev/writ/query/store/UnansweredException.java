package dev.writ.query.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database does not answer a question. Says nothing about what it holds. */
public final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;

    private static final String CANCELED = "57014";
    /** A missing table, column, schema or right. */
    private static final Set<String> UNREADABLE = Set.of("42P01", "42703", "3F000", "42501");
    /** Classes of what PostgreSQL says of a statement that is wrong. */
    private static final Set<String> WRONG = Set.of("22", "42");

    /** Why it does not. */
    public enum Reason {
        /** It cannot be reached, or all connections are taken. */
        AWAY,
        /** The answer takes longer than it may. */
        TOO_SLOW,
        /** The tables are not there, or may not be read. */
        UNREADABLE
    }

    private final Reason reason;

    private UnansweredException(Reason reason, SQLException cause) {
        super(sentence(cause), cause);
        this.reason = reason;
    }

    /**
     * The failure of a statement or a connection.
     *
     * @throws IllegalStateException if the statement is wrong, which is no matter of the database
     */
    public static UnansweredException of(SQLException cause) {
        @Nullable String state = cause.getSQLState();
        if (CANCELED.equals(state)) {
            return new UnansweredException(Reason.TOO_SLOW, cause);
        }
        if (state != null && UNREADABLE.contains(state)) {
            return new UnansweredException(Reason.UNREADABLE, cause);
        }
        if (state != null && WRONG.stream().anyMatch(state::startsWith)) {
            throw new IllegalStateException("PostgreSQL does not take a question", cause);
        }
        return new UnansweredException(Reason.AWAY, cause);
    }

    /** Why the database does not answer. */
    public Reason reason() {
        return reason;
    }

    /** The pool says only that it waited in vain; why, stands in its cause. */
    private static String sentence(SQLException failure) {
        SQLException first = failure.getCause() instanceof SQLException inner ? inner : failure;
        return first.getMessage() + " (" + first.getSQLState() + ")";
    }
}
