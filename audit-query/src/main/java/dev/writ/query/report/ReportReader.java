package dev.writ.query.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks for the figures of a report. */
final class ReportReader {

    private static final Duration DAY = Duration.ofDays(1);
    /** An execution waits for a worker for a week at most, so long is it in its topic, and runs for a day at most. */
    private static final Duration LONGEST_EXECUTION = Duration.ofDays(8);

    private final NamedSql sql;
    private final Asked asked;
    private final Optional<Instant> keptFrom;

    ReportReader(Connection connection, Asked asked) throws SQLException {
        this.asked = asked;
        this.keptFrom = new NamedSql(connection, Map.of())
                .ask(Figures.KEPT_FROM, result -> result.next() ? time(result, "kept_from") : Optional.empty());
        this.sql = new NamedSql(
                connection,
                Map.of(
                        "from", asked.from(keptFrom),
                        "told", asked.from(keptFrom.map(first -> first.plus(LONGEST_EXECUTION))),
                        "to", asked.to(),
                        "due", asked.due(),
                        "early", asked.from().minus(DAY),
                        "late", asked.to().plus(DAY)));
    }

    /** The first offset that the tables do not have, by partition of the audit. */
    static Map<Integer, Long> reached(Connection connection) throws SQLException {
        return new NamedSql(connection, Map.of()).ask(Figures.REACHED, result -> {
            Map<Integer, Long> reached = new HashMap<>();
            while (result.next()) {
                reached.put(result.getInt("partition"), result.getLong("next_offset"));
            }
            return reached;
        });
    }

    Report read(Optional<Duration> sinkBehind) throws SQLException {
        long[] carriedOut = sql.ask(Figures.CARRIED_OUT, result -> {
            result.next();
            return new long[] {
                result.getLong("without_execution"), result.getLong("without_end"), result.getLong("not_due")
            };
        });
        return new Report(
                asked,
                keptFrom,
                decisions(),
                executions(),
                newestDecision(),
                sinkBehind,
                sql.number(Figures.UNGOVERNED),
                carriedOut[0],
                carriedOut[1],
                carriedOut[2],
                List.of(
                        audits("dev.writ.action.decided", Figures.DECIDED_AUDITS, Figures.DECIDED_WITHOUT_ROW),
                        audits("dev.writ.execution.finished", Figures.FINISHED_AUDITS, Figures.FINISHED_WITHOUT_ROW),
                        audits("canvas_audit", Figures.CANVAS_AUDITS, Figures.CANVAS_WITHOUT_ROW)));
    }

    private List<DecisionCount> decisions() throws SQLException {
        return sql.ask(Figures.DECISIONS, result -> {
            List<DecisionCount> counts = new ArrayList<>();
            while (result.next()) {
                counts.add(new DecisionCount(
                        result.getString("kind"),
                        result.getString("verdict"),
                        result.getString("mode"),
                        result.getString("cache"),
                        result.getLong("decisions")));
            }
            return counts;
        });
    }

    private SortedMap<String, Long> executions() throws SQLException {
        return sql.ask(Figures.EXECUTIONS, result -> {
            SortedMap<String, Long> counts = new TreeMap<>();
            while (result.next()) {
                counts.put(result.getString("status"), result.getLong("executions"));
            }
            return counts;
        });
    }

    private Optional<Instant> newestDecision() throws SQLException {
        return sql.ask(Figures.NEWEST_DECISION, result -> {
            result.next();
            return time(result, "newest");
        });
    }

    private static Optional<Instant> time(ResultSet result, String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private Audits audits(String kind, String counting, String withoutRow) throws SQLException {
        long unexplained = sql.number(withoutRow);
        return sql.ask(counting, result -> {
            result.next();
            return new Audits(kind, result.getLong("expected"), result.getLong("written"), unexplained);
        });
    }
}
