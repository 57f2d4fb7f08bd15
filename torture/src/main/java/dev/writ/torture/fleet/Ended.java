package dev.writ.torture.fleet;

import java.util.Set;

/**
 * How a process ended.
 *
 * @param ran whether it still ran when it was told to end
 * @param code its exit code; -1 if it does not end, or never ran
 */
record Ended(boolean ran, int code) {

    private static final int KILLED = 137;

    /** By its own word, or by that of the signal. */
    private static final Set<Integer> IN_ORDER = Set.of(0, 143);

    /** Whether SIGKILL ended it, and not it itself before. */
    boolean killed() {
        return ran && code == KILLED;
    }

    /** Whether SIGTERM ended it, and not it itself before. */
    boolean inOrder() {
        return ran && IN_ORDER.contains(code);
    }

    /** For people. */
    String what() {
        return (ran ? "ended with " : "had ended by itself with ") + code;
    }
}
