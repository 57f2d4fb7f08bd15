package dev.writ.query.report;

import dev.writ.query.store.AuditDatabase;
import dev.writ.query.store.UnansweredException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How governance fared in a period.
 *
 * @param keptFrom the first moment that retention has kept; what is asked for from before does not count; empty if it took nothing
 * @param decisions all decisions of the period
 * @param executions all executions of the period, by status
 * @param newestDecision the newest decision that is written, of any period
 * @param sinkBehind how long ago the oldest record of the log happened that the tables do not have, 0 if they have all of them;
 *     empty if the log could not be asked
 * @param ungoverned executions that ran without a decision that let them run
 * @param withoutExecution decisions that let an action run of which there is no execution
 * @param withoutEnd executions that were allowed longer than the grace ago and have not ended
 * @param notDue executions that were allowed later than that and have not ended
 * @param audits by kind
 */
public record Report(
        Asked asked,
        Optional<Instant> keptFrom,
        List<DecisionCount> decisions,
        SortedMap<String, Long> executions,
        Optional<Instant> newestDecision,
        Optional<Duration> sinkBehind,
        long ungoverned,
        long withoutExecution,
        long withoutEnd,
        long notDue,
        List<Audits> audits) {

    /** What a report says in one word. */
    public enum Conclusion {
        /** A check that is a fault is exceeded. */
        WRONG,
        /** No fault, and no request. */
        NOTHING_DECIDED,
        /** No fault. */
        WELL
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int DECIMALS = 4;

    public Report {
        decisions = List.copyOf(decisions);
        executions = new TreeMap<>(executions);
        audits = List.copyOf(audits);
    }

    /**
     * Reads the figures: how far the tables are behind the log, and then all others, of one moment.
     *
     * @throws UnansweredException if the database does not answer, or one figure takes longer than a minute
     * @throws InterruptedException if the wait for the log is interrupted
     */
    public static Report read(AuditDatabase database, SourceLog log, Asked asked)
            throws UnansweredException, InterruptedException {
        Map<Integer, Long> reached = database.read(LIMIT, ReportReader::reached);
        Optional<Duration> behind = log.oldestUnwritten(reached, asked.at()).map(asked::ageOf);
        return database.read(LIMIT, connection -> new ReportReader(connection, asked).read(behind));
    }

    /** How many decisions fulfil a condition. */
    public long count(Predicate<DecisionCount> condition) {
        return decisions.stream()
                .filter(condition)
                .mapToLong(DecisionCount::decisions)
                .sum();
    }

    /** How many decisions there are of each value. */
    public SortedMap<String, Long> by(Function<DecisionCount, String> value) {
        SortedMap<String, Long> counts = new TreeMap<>();
        decisions.forEach(cell -> counts.merge(value.apply(cell), cell.decisions(), Long::sum));
        return counts;
    }

    /** Requests that were decided, checks among them. */
    public long requests() {
        return count(_ -> true);
    }

    /** Requests that were blocked. */
    public long blocked() {
        return count(cell -> cell.verdict().equals("BLOCKED"));
    }

    /** Decisions whose check came out of the cache. */
    public long cacheHits() {
        return count(cell -> cell.cache().equals("HIT"));
    }

    /** Blocked of all requests; empty without requests. */
    public Optional<BigDecimal> blockRate() {
        return share(blocked());
    }

    /** Cache hits of all requests; empty without requests. */
    public Optional<BigDecimal> cacheHitRate() {
        return share(cacheHits());
    }

    /** Decisions that were allowed and not carried out. */
    public long missingExecutions() {
        return withoutExecution + withoutEnd;
    }

    /** The figures that have limits. */
    public List<Check> checks() {
        return List.of(
                Check.atMost("block_rate", blockRate(), "0.10"),
                Check.atLeast("cache_hit_rate", cacheHitRate(), "0.80"),
                Check.within("sink_behind", sinkBehind, asked.grace()),
                Check.none("ungoverned_calls", ungoverned),
                Check.none("missing_executions", missingExecutions()),
                Check.none(
                        "missing_audits",
                        audits.stream().mapToLong(Audits::missing).sum()),
                Check.none(
                        "audits_without_row",
                        audits.stream().mapToLong(Audits::withoutRow).sum()));
    }

    /** Whether nothing is wrong. Rates beyond their limits are no faults. */
    public boolean isWell() {
        return checks().stream().noneMatch(Check::isFault);
    }

    /** What all this comes to. */
    public Conclusion conclusion() {
        if (!isWell()) {
            return Conclusion.WRONG;
        }
        return requests() == 0 ? Conclusion.NOTHING_DECIDED : Conclusion.WELL;
    }

    private Optional<BigDecimal> share(long part) {
        long all = requests();
        return all == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_UP));
    }
}
