package dev.writ.worker.route;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps calls from a model that fails: after some failures in a row none is let through for a pause, then one as a probe,
 * whose end decides. Safe for use by several threads.
 */
final class Circuit {

    /** Whether calls go through. */
    enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    private final CircuitSettings settings;
    private final LongSupplier nanos;
    private State state = State.CLOSED;
    private int failures;
    private long openedAt;
    private boolean probing;

    /** @param nanos the monotonic clock, as {@link System#nanoTime} */
    Circuit(CircuitSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    /** Asks to call; whoever is let through says afterwards how it went. */
    synchronized boolean enter() {
        if (state() == State.CLOSED) {
            return true;
        }
        if (state() == State.OPEN || probing) {
            return false;
        }
        probing = true;
        return true;
    }

    /** The call went well. */
    synchronized void succeeded() {
        state = State.CLOSED;
        failures = 0;
        probing = false;
    }

    /** The call failed; true if that opened the circuit. */
    synchronized boolean failed() {
        failures++;
        boolean opens = probing || (state == State.CLOSED && failures >= settings.failures());
        if (opens) {
            state = State.OPEN;
            openedAt = nanos.getAsLong();
        }
        probing = false;
        return opens;
    }

    /** The call was given up, which says nothing. */
    synchronized void abandoned() {
        probing = false;
    }

    synchronized State state() {
        Duration since = Duration.ofNanos(nanos.getAsLong() - openedAt);
        return state == State.OPEN && since.compareTo(settings.pause()) >= 0 ? State.HALF_OPEN : state;
    }
}
