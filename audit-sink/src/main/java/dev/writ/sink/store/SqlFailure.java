package dev.writ.sink.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Whose fault a refusal of PostgreSQL is, by its SQLSTATE. */
public final class SqlFailure {

    /** Data exception, cardinality violation, integrity constraint violation, program limit exceeded. */
    private static final Set<String> DATA_CLASSES = Set.of("21", "22", "23", "54");

    private static final String CHECK_VIOLATION = "23514";
    private static final int CLASS_LENGTH = 2;

    private SqlFailure() {}

    /**
     * Whether the values are at fault. Only this may condemn a record: anything else, be it a lost connection, a full
     * disk, a missing table or a state nobody thought of, is worth waiting for.
     */
    public static boolean isOfTheData(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state != null
                && state.length() > CLASS_LENGTH
                && DATA_CLASSES.contains(state.substring(0, CLASS_LENGTH));
    }

    /** Whether a row has no partition to go to, which shares its SQLSTATE with the constraints that have names. */
    static boolean isOfAMissingPartition(SQLException failure) {
        return CHECK_VIOLATION.equals(failure.getSQLState())
                && failure instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && refused.getServerErrorMessage().getConstraint() == null;
    }

    /** What the server said, without the detail that repeats values of the row. */
    public static String sentenceOf(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String sentence = server == null ? failure.getMessage() : server.getMessage();
        return sentence == null ? "without a reason" : sentence;
    }
}
