package dev.writ.benchmark.writ;

import picocli.CommandLine.Option;

/** How often a user wants all that is compared to be measured. */
public final class RoundOption {

    @Option(
            names = "--rounds",
            converter = AtLeastOne.class,
            defaultValue = "5",
            description = "Rounds that count, each of all that is compared (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /** 1 or more. */
    public int rounds() {
        return rounds;
    }
}
