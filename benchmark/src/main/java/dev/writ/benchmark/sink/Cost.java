package dev.writ.benchmark.sink;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.writ.ProcFs;
import java.io.IOException;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param postgres processor seconds of PostgreSQL's processes
 * @param java processor seconds of this process: sink, broker and client together, with the compiler and the collector
 */
record Cost(double seconds, double postgres, double java) {

    static final String SECONDS = "seconds";
    static final String POSTGRES = "postgres_cpu_s";
    static final String JAVA = "java_cpu_s";

    private static final double NANOS = 1e9;

    /**
     * Up to now, of which only the difference to an earlier moment means something.
     *
     * @param postmaster PostgreSQL's first process
     */
    static Cost untilNow(long postmaster) throws IOException {
        return new Cost(
                System.nanoTime() / NANOS,
                ProcFs.cpuWithChildren(postmaster).total(),
                ProcFs.cpu(ProcessHandle.current().pid()).total());
    }

    /** From an earlier moment to this one. */
    Cost since(Cost earlier) {
        return new Cost(seconds - earlier.seconds, postgres - earlier.postgres, java - earlier.java);
    }

    /** Adds its figures to the round that runs. */
    void addTo(Rounds rounds, String way) {
        rounds.add(way, SECONDS, seconds);
        rounds.add(way, POSTGRES, postgres);
        rounds.add(way, JAVA, java);
    }
}
