package dev.writ.benchmark;

import dev.writ.policy.Agent;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The decision function, whole and from a check made before; the reference is one look-up in an immutable map. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

    private static final String ACTION = "stream_chat";
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    private final Policy policy = Policy.builtIn();
    private final Agent agent =
            new Agent("ina", "Ina", "default", new AgentStanding(Maturity.INTERN, false, false, 5_000), 1);
    private final MaturityCheck check = MaturityCheck.of(policy, agent, ACTION);
    private final Map<String, Integer> reference = policy.actions();

    /** The reference. */
    @Benchmark
    public @Nullable Integer mapGet() {
        return reference.get(ACTION);
    }

    /** The rule and the flags, nothing known before. */
    @Benchmark
    public Decision decide() {
        return Decision.of(MaturityCheck.of(policy, agent, ACTION), agent, Controls.DEFAULTS, TIME);
    }

    /** The flags, and a check that the cache still has. */
    @Benchmark
    public Decision decideFromCachedCheck() {
        return Decision.of(check, agent, Controls.DEFAULTS, TIME);
    }
}
