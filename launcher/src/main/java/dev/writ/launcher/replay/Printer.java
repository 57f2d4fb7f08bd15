package dev.writ.launcher.replay;

import dev.writ.history.replay.ReplaySink;

/** Prints events; some wait until more have come. */
public interface Printer extends ReplaySink {

    /**
     * Prints what waits.
     *
     * @return whether anybody still reads
     */
    boolean flush();
}
