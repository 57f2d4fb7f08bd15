package dev.writ.benchmark.provider;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.figures.Troubles;
import dev.writ.benchmark.load.StreamLoad;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.load.StreamResult;
import java.io.IOException;

/** One number of streams, one way. */
final class ProviderRun implements StreamLoad.Moments {

    static final String FIRST_P50 = "first_text_p50_ms";
    static final String FIRST_P99 = "first_text_p99_ms";
    static final String TOKENS = "tokens_per_second";
    static final String WHOLE = "whole_share";

    private static final double NANOS = 1e9;

    private final StreamPlan plan;
    private long openedAt;
    private long endingAt;
    private long tokensWhenOpen;
    private long tokensAtEnd;

    ProviderRun(StreamPlan plan) {
        this.plan = plan;
    }

    @Override
    public void allOpen(long tokensSoFar) {
        openedAt = System.nanoTime();
        tokensWhenOpen = tokensSoFar;
    }

    @Override
    public void firstEnds(long tokensSoFar) {
        endingAt = System.nanoTime();
        tokensAtEnd = tokensSoFar;
    }

    /**
     * Runs it, and adds its figures to a round.
     *
     * @param troubles takes what was wrong with streams that did not come whole
     */
    void addTo(Rounds rounds, String way, Troubles troubles) throws IOException {
        Samples first = new Samples();
        for (StreamResult result : new StreamLoad(plan, this).run()) {
            String trouble = result.trouble();
            if (trouble == null) {
                first.add(result.firstText());
            } else {
                troubles.add(way + ": " + trouble);
            }
        }
        rounds.add(way, FIRST_P50, first.millis(50));
        rounds.add(way, FIRST_P99, first.millis(99));
        rounds.add(way, WHOLE, (double) first.count() / plan.streams());
        rounds.add(way, TOKENS, (tokensAtEnd - tokensWhenOpen) * NANOS / (endingAt - openedAt));
    }
}
