package dev.writ.query.read;

import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A question as a statement. Names come from the tables' descriptions alone, values are parameters. */
final class QuestionSql {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private QuestionSql() {}

    /**
     * Prepares the statement.
     *
     * @param limit most rows, 1 or more
     */
    static PreparedStatement prepare(Connection connection, Question question, long limit) throws SQLException {
        QuestionSql built = new QuestionSql();
        built.build(question, limit);
        PreparedStatement statement = connection.prepareStatement(built.sql.toString());
        try {
            int index = 1;
            for (Object parameter : built.parameters) {
                statement.setObject(index++, parameter);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private void build(Question question, long limit) {
        AuditTable table = question.table();
        Order order = question.order();
        sql.append(table.columns().stream().map(Column::name).collect(Collectors.joining(", ", "SELECT ", " FROM ")))
                .append(table.table())
                .append(" WHERE true");
        question.filters().forEach((filter, value) -> and(filter.column() + " = ?", value));
        question.from().ifPresent(from -> and(table.time() + " >= ?", time(from)));
        question.to().ifPresent(to -> and(table.time() + " < ?", time(to)));
        question.after().ifPresent(after -> {
            // The second says nothing new, but is what partitions and plain indexes understand.
            and("(" + table.time() + ", " + table.id() + ") " + order.behind() + " (?, ?)", time(after.time()));
            parameters.add(after.id());
            and(table.time() + " " + order.behind() + "= ?", time(after.time()));
        });
        sql.append(" ORDER BY %s %s, %s %s LIMIT ?".formatted(table.time(), order, table.id(), order));
        parameters.add(limit);
    }

    private void and(String condition, Object value) {
        sql.append(" AND ").append(condition);
        parameters.add(value);
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
