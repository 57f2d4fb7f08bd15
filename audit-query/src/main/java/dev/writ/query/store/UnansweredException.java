package dev.writ.query.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database does not answer a question. Says nothing about what it holds. */
public final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;

    private static final String CANCELED = "57014";
    private static final String MISSING_TABLE = "42P01";
    private static final String MISSING_RIGHT = "42501";

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

    /** The failure of a statement or a connection. */
    public static UnansweredException of(SQLException cause) {
        @Nullable String state = cause.getSQLState();
        if (CANCELED.equals(state)) {
            return new UnansweredException(Reason.TOO_SLOW, cause);
        }
        boolean unreadable = MISSING_TABLE.equals(state) || MISSING_RIGHT.equals(state);
        return new UnansweredException(unreadable ? Reason.UNREADABLE : Reason.AWAY, cause);
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
