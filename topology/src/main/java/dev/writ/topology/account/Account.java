package dev.writ.topology.account;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.RequestKind;
import dev.writ.telemetry.Buckets;
import dev.writ.telemetry.DeadLetterCount;
import dev.writ.telemetry.PerConstant;
import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topology's meters; docs/metrics.md has their meaning and the equations between them. Records are counted once they are
 * committed, so that each counts once, however often its transaction is tried. Times of work are recorded at once. For any thread.
 */
public final class Account {

    private final Commits commits;
    private final Spans spans;
    private final PerConstant<RequestKind, Counter> read;
    private final PerConstant<RequestKind, Counter> repeated;
    private final PerConstant<RequestKind, Counter> returned;
    private final DecisionMeters decisions;
    private final Timer resolution;
    private final Timer check;
    private final CacheMeters caches;
    private final PerConstant<ExecutionStatus, Counter> executions;
    private final Counter repeatedEnds;
    private final RunningExecutions running;
    private final MeterRegistry meters;
    private final Map<String, Counter> entries = new ConcurrentHashMap<>();
    private final DeadLetterCount letters;

    private Account(MeterRegistry meters, Tracing tracing, Commits commits, InstantSource clock) {
        this.commits = commits;
        this.spans = new Spans(tracing, commits, clock);
        this.read = perKind(meters, "writ.requests.read", "Records of request topics that were read");
        this.repeated = perKind(meters, "writ.requests.repeated", "Requests whose id had been decided before");
        this.returned = perKind(
                meters,
                "writ.requests.returned",
                "Requests put back into their topic: under their right key, or until the registry is there");
        this.decisions = new DecisionMeters(meters, clock);
        this.resolution = Buckets.working("writ.resolution.duration")
                .description("Time to find the responsible agent")
                .register(meters);
        this.check = Buckets.working("writ.check.duration")
                .description("Time of the check, by the cache or the rule")
                .register(meters);
        this.caches = new CacheMeters(meters);
        // With its suffix, as that of decisions.
        this.executions = new PerConstant<>(
                ExecutionStatus.class,
                status -> Counter.builder("writ.executions.total")
                        .description("Executions that ended")
                        .tag("status", PerConstant.word(status))
                        .register(meters));
        this.repeatedEnds = Counter.builder("writ.executions.repeated")
                .description("Ends of executions that have ended before, or never began; they change nothing")
                .register(meters);
        this.running = new RunningExecutions(meters, clock);
        this.meters = meters;
        this.letters = new DeadLetterCount(meters, "topology");
    }

    /** An account of an application whose clients tell of its commits. */
    public static Account of(MeterRegistry meters, Tracing tracing) {
        return new Account(meters, tracing, Commits.told(), InstantSource.system());
    }

    /** One that nobody sees, of a topology that is driven without clients or only looked at. */
    public static Account unseen() {
        return new Account(new SimpleMeterRegistry(), Tracing.OFF, Commits.untold(), InstantSource.system());
    }

    /** To be told of commits. */
    public Commits commits() {
        return commits;
    }

    /** The spans of what is done. */
    public Spans spans() {
        return spans;
    }

    /** A record of a request topic was read, whatever becomes of it. */
    public void read(RequestKind kind) {
        increment(read.of(kind));
    }

    /** A request's id had been decided before. */
    public void repeated(RequestKind kind) {
        increment(repeated.of(kind));
    }

    /** A request went back to its topic. */
    public void returned(RequestKind kind) {
        increment(returned.of(kind));
    }

    /** The responsible agent was looked for. */
    public void resolved(long nanos) {
        resolution.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The agent and the action were checked. */
    public void checked(long nanos) {
        check.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A decision was made, and all that follows from it written. */
    public void decided(ActionDecided decision) {
        commits.then(() -> decisions.decided(decision));
    }

    /** What a task's decision cache holds, and has counted since the task started. */
    public void cache(String task, long size, long evictions, long invalidations) {
        caches.is(task, size, evictions, invalidations);
    }

    /** A task that decides has stopped. */
    public void leave(String task) {
        caches.leave(task);
    }

    /**
     * An execution ended.
     *
     * @param wasRunning whether its start is known; what is blocked has none
     */
    public void ended(ExecutionStatus status, boolean wasRunning) {
        increment(wasRunning || status == ExecutionStatus.BLOCKED ? executions.of(status) : repeatedEnds);
    }

    /** The executions that run. */
    public RunningExecutions running() {
        return running;
    }

    /** A record was written; entries of the audit and dead letters count. */
    public void wrote(SpecificRecord value) {
        switch (value) {
            case AuditRecorded entry ->
                commits.then(() ->
                        entries.computeIfAbsent(entry.getType(), this::entries).increment());
            case DeadLettered letter -> commits.then(() -> letters.add(letter));
            default -> {} // Counted by whoever reads it.
        }
    }

    private Counter entries(String type) {
        return Counter.builder("writ.audit.entries")
                .description("Entries of the audit that the topology wrote")
                .tag("type", type)
                .register(meters);
    }

    private void increment(Counter counter) {
        commits.then(counter::increment);
    }

    private static PerConstant<RequestKind, Counter> perKind(MeterRegistry meters, String name, String description) {
        return new PerConstant<>(
                RequestKind.class,
                kind -> Counter.builder(name)
                        .description(description)
                        .tag("kind", PerConstant.word(kind))
                        .register(meters));
    }
}
