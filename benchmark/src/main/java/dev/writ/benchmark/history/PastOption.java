package dev.writ.benchmark.history;

import dev.writ.benchmark.writ.AtLeastOne;
import picocli.CommandLine.Option;

/** How long a past a user wants to be written. */
public final class PastOption {

    @Option(
            names = "--decisions",
            converter = AtLeastOne.class,
            description = "Recorded decisions, each with about six rows in the tables (default: ${DEFAULT-VALUE}).")
    private int decisions;

    /** @param decisions as many as a user gets who does not say */
    public PastOption(int decisions) {
        this.decisions = decisions;
    }

    /** 1 or more. */
    public int decisions() {
        return decisions;
    }
}
