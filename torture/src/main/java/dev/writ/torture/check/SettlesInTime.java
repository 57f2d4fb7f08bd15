package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.Settling;
import java.time.Duration;

/** What is not back a minute after the last fault has not healed by itself. */
final class SettlesInTime implements Check {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public String claim() {
        return "every lag is zero and every process ready within 60 s after healing";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        for (Settling settling : history.aftermath().settlings()) {
            tally.examine();
            tally.require(
                    settling.after().filter(time -> time.compareTo(LIMIT) <= 0).isPresent(),
                    settling.what(),
                    settling.after()
                            .map(time -> "took " + time.toMillis() + " ms")
                            .orElse("did not come: " + settling.seen()));
        }
        return tally.result();
    }
}
