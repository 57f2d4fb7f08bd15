package dev.writ.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.writ.benchmark.local.Agents;
import dev.writ.benchmark.local.CachedChecks;
import dev.writ.benchmark.local.Zipf;
import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.topology.decide.DecisionCache;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decision that the decision cache has the check for; the references are a plain get of the same check, by a key that is made
 * already, from a Caffeine cache of the same size and from a hash map. Agents are asked by Zipf's law, exponent 1, in the same
 * order by all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        // Fresh memory costs more than what is measured: the heap stays as it is, and is touched before.
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
public class DecisionCacheBenchmark {

    private static final String ACTION = "stream_chat";
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    private static final long STREAM_TIME = TIME.toEpochMilli();
    private static final long SEED = 42;
    /** A power of two. */
    private static final int ASKED = 1 << 14;

    private final Policy policy = Policy.builtIn();
    private final DecisionCache cache = CachedChecks.cache();
    private final Cache<String, MaturityCheck> caffeine = Caffeine.newBuilder()
            .maximumSize(CachedChecks.USUAL_SIZE)
            .executor(Runnable::run)
            .build();
    private final Map<String, MaturityCheck> map = new HashMap<>();

    @Param({"1", "1000"})
    private int agents = 1;

    private Agent[] asked = {};
    private String[] keys = {};
    private int next;

    /** Asks once about each agent, so that all have the answers. */
    @Setup
    public void fill() {
        Agent[] all = IntStream.range(0, agents).mapToObj(Agents::intern).toArray(Agent[]::new);
        for (Agent agent : all) {
            MaturityCheck check =
                    cache.check(policy, agent, ACTION, STREAM_TIME).check();
            caffeine.put(key(agent), check);
            map.put(key(agent), check);
        }
        Zipf zipf = new Zipf(agents, 1, SEED);
        asked = IntStream.generate(zipf)
                .limit(ASKED)
                .mapToObj(number -> all[number])
                .toArray(Agent[]::new);
        keys = IntStream.range(0, ASKED).mapToObj(number -> key(asked[number])).toArray(String[]::new);
    }

    /** A reference. */
    @Benchmark
    public @Nullable MaturityCheck hashMapGet() {
        return map.get(keys[turn()]);
    }

    /** The other reference. */
    @Benchmark
    public @Nullable MaturityCheck caffeineGet() {
        return caffeine.getIfPresent(keys[turn()]);
    }

    /** The cache alone: its key is made, its facts are compared, and its counts kept. */
    @Benchmark
    public DecisionCache.Answer cachedCheck() {
        return cache.check(policy, asked[turn()], ACTION, STREAM_TIME);
    }

    /** The cache, and the flags. */
    @Benchmark
    public Decision cachedDecision() {
        Agent agent = asked[turn()];
        return Decision.of(cache.check(policy, agent, ACTION, STREAM_TIME).check(), agent, Controls.DEFAULTS, TIME);
    }

    private int turn() {
        return next++ & (ASKED - 1);
    }

    private static String key(Agent agent) {
        return agent.id() + ":" + ACTION;
    }
}
