package dev.writ.torture.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Java's own process handles cannot do: any signal, and whether SIGSTOP holds a process, which Linux says in /proc. */
final class Signals {

    private static final String STOPPED = "T";

    private Signals() {}

    /**
     * Sends a signal by name, such as STOP; nothing if the process does not run.
     *
     * @throws IOException if it runs on, and did not get it
     */
    static void send(ProcessHandle process, String name) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0 && process.isAlive()) {
            throw new IOException("kill -" + name + " of process " + process.pid() + " gave " + code);
        }
    }

    /** Whether SIGSTOP holds a process; false if it does not run. */
    static boolean isPaused(ProcessHandle process) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith(STOPPED);
        } catch (IOException e) { // Also while it ends.
            if (process.isAlive()) {
                throw e;
            }
            return false;
        }
    }
}
