package dev.writ.torture.fleet;

import java.io.IOException;

/**
 * A process of the fleet.
 *
 * @param name such as worker-2
 * @param process how it is run
 * @param probe whether it does its work
 */
record Member(String name, ManagedProcess process, Probe probe) {

    /** Whether a process does its work. */
    interface Probe {

        /** What it says, for people; begins with {@value Probes#READY} if it does. */
        String look() throws IOException, InterruptedException;
    }

    /** Whether it runs and does its work. */
    boolean isReady() throws InterruptedException {
        return state().startsWith(Probes.READY);
    }

    /** What is seen of it. */
    String state() throws InterruptedException {
        if (!process.isAlive()) {
            return "does not run";
        }
        try {
            return probe.look();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
