package dev.writ.torture.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts processes and knows those that run, so that none outlives the run, however that ends. Safe for use by several threads. */
final class Processes {

    private final List<Process> running = new ArrayList<>();
    private boolean over;

    /**
     * Starts one.
     *
     * @throws IOException if it cannot be started, or the run is over
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (over) {
            throw new IOException("the run is over, nothing is started any more");
        }
        running.removeIf(process -> !process.isAlive());
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Ends all of them by force, and starts none any more. */
    synchronized void end() {
        over = true;
        running.forEach(Process::destroyForcibly);
        running.forEach(process -> process.onExit().join());
    }
}
