package dev.writ.topology.account;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each running execution of this instance's tasks began: what their stores hold, for threads that may not read these. */
public final class RunningExecutions {

    /** As the audit's report has it; more than a model call may take. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<String, Map<String, Instant>> byTask = new ConcurrentHashMap<>();

    RunningExecutions(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        Gauge.builder("writ.executions.running", this, RunningExecutions::count)
                .description("Executions that have begun and not ended")
                .strongReference(true)
                .register(meters);
        Gauge.builder("writ.executions.overdue", this, RunningExecutions::overdue)
                .description("Executions that began more than 15 minutes ago and have not ended")
                .strongReference(true)
                .register(meters);
    }

    /** Those of a task that starts; for one thread to write. */
    public Map<String, Instant> of(String task) {
        Map<String, Instant> running = new ConcurrentHashMap<>();
        byTask.put(task, running);
        return running;
    }

    /** The task has stopped. */
    public void leave(String task) {
        byTask.remove(task);
    }

    private double count() {
        return byTask.values().stream().mapToInt(Map::size).sum();
    }

    private double overdue() {
        Instant due = clock.instant().minus(GRACE);
        return byTask.values().stream()
                .flatMap(running -> running.values().stream())
                .filter(began -> began.isBefore(due))
                .count();
    }
}
