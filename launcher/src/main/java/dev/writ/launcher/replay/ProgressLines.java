package dev.writ.launcher.replay;

import dev.writ.history.log.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Says every five seconds how far a reading has come; nothing of one that is done before. */
public final class ProgressLines implements Progress.Watcher {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final PrintWriter err;
    private Duration next = BETWEEN;

    public ProgressLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(Progress progress) {
        if (progress.elapsed().compareTo(next) >= 0) {
            next = progress.elapsed().plus(BETWEEN);
            String rest = progress.rest()
                    .map(left -> ", " + left.toSeconds() + " s to go")
                    .orElse("");
            err.println("writ: " + progress.records() + " records read, " + (int) (100 * progress.share())
                    + " % of the range, " + progress.rate() + " a second" + rest);
        }
    }
}
