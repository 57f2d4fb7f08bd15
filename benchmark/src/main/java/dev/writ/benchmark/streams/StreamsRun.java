package dev.writ.benchmark.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.figures.Troubles;
import dev.writ.benchmark.load.SlowReader;
import dev.writ.benchmark.load.StreamLoad;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.load.StreamResult;
import dev.writ.benchmark.writ.CpuTime;
import dev.writ.benchmark.writ.Peaks;
import dev.writ.benchmark.writ.Usage;
import dev.writ.benchmark.writ.WritUp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One number of streams: the load, one slow reader among it, and what it took. */
final class StreamsRun implements StreamLoad.Moments {

    /** A stream has lost its cadence when a reader saw a pause longer than this, in nanoseconds. */
    private static final long LONGEST_GAP = 500_000_000;
    /** And when it took longer than at its rate, by more than this factor. */
    private static final double LONGEST_STRETCH = 1.1;

    private static final double NEEDED_SHARE = 0.99;

    private final WritUp writ;
    private final StreamPlan plan;
    private @Nullable Usage opened;
    private @Nullable Usage ending;
    private long tokensWhenOpen;
    private long tokensAtEnd;

    StreamsRun(WritUp writ, StreamPlan plan) {
        this.writ = writ;
        this.plan = plan;
    }

    @Override
    public void allOpen(long tokensSoFar) throws IOException {
        opened = Usage.of(writ);
        tokensWhenOpen = tokensSoFar;
    }

    @Override
    public void firstEnds(long tokensSoFar) throws IOException {
        ending = Usage.of(writ);
        tokensAtEnd = tokensSoFar;
    }

    /**
     * Runs it.
     *
     * @param mostThreads bound of platform threads
     */
    ObjectNode run(int mostThreads) throws IOException {
        StreamLoad load = new StreamLoad(plan, this);
        try (Peaks peaks = Peaks.watch(writ);
                SlowReader slow = SlowReader.open(plan)) {
            List<StreamResult> results = load.run();
            writ.mustRun();
            ObjectNode json = streams(results);
            json.set("gap", load.gaps().json());
            json.put("slow_reader", slow.look());
            addUsage(json);
            json.put("writ_resident_mib", peaks.residentMebibytes()).put("writ_threads", peaks.threads());
            boolean holds = json.path("intact").asInt() == plan.streams()
                    && json.path("kept_cadence").asDouble() >= NEEDED_SHARE
                    && peaks.threads() <= mostThreads;
            return json.put("threads_bounded", peaks.threads() <= mostThreads).put("holds", holds);
        }
    }

    private ObjectNode streams(List<StreamResult> results) {
        Samples first = new Samples();
        Troubles troubles = new Troubles();
        int intact = 0;
        int kept = 0;
        for (StreamResult result : results) {
            String trouble = result.trouble();
            if (trouble != null) {
                troubles.add(trouble);
                continue;
            }
            intact++;
            first.add(result.firstText());
            boolean inTime = result.lasted() <= LONGEST_STRETCH * plan.answer().toNanos();
            kept += inTime && result.longestGap() <= LONGEST_GAP ? 1 : 0;
        }
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("streams", plan.streams())
                .put("intact", intact)
                .put("kept_cadence", (double) kept / plan.streams());
        json.set("first_text", first.json());
        json.set("troubles", troubles.json());
        return json;
    }

    private void addUsage(ObjectNode json) {
        Usage from = opened;
        Usage to = ending;
        if (from == null || to == null) {
            return;
        }
        double seconds = to.secondsSince(from);
        json.put("steady_seconds", seconds)
                .put("tokens_per_second", (tokensAtEnd - tokensWhenOpen) / seconds)
                .put("tokens_per_second_asked", plan.streams() * plan.rate());
        Map<String, CpuTime> used = to.since(from);
        ObjectNode cpu = json.putObject("processors_used");
        used.forEach(
                (name, time) -> cpu.putObject(name).put("user", time.user()).put("system", time.system()));
        double busy = Objects.requireNonNull(used.get("machine")).total()
                / Runtime.getRuntime().availableProcessors();
        json.put("machine_busy", busy).put("saturated", busy > 0.95 ? "processors" : "nothing");
    }
}
