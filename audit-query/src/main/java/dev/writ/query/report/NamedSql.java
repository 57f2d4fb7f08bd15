package dev.writ.query.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks in SQL whose parameters have names.
 *
 * @param times the parameters
 */
record NamedSql(Connection connection, Map<String, Instant> times) {

    /** Not the second colon of a cast. */
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z]+)");

    /** Takes something out of a result. */
    interface Taking<T> {
        T from(ResultSet result) throws SQLException;
    }

    <T> T ask(String sql, Taking<T> taking) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(NAME.matcher(sql).replaceAll("?"))) {
            Matcher names = NAME.matcher(sql);
            for (int index = 1; names.find(); index++) {
                Instant time = times.get(names.group(1));
                if (time == null) {
                    throw new IllegalArgumentException("no parameter " + names.group(1));
                }
                statement.setObject(index, time.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet result = statement.executeQuery()) {
                return taking.from(result);
            }
        }
    }

    /** The only number of the only row. */
    long number(String sql) throws SQLException {
        return ask(sql, result -> {
            result.next();
            return result.getLong(1);
        });
    }
}
