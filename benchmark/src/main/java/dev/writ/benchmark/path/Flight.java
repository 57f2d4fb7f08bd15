package dev.writ.benchmark.path;

import dev.writ.benchmark.figures.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The records of one run on their way. The key of a record says which one it is and when it was to be sent, so that its sender
 * and its receiver, each a thread of its own, share no more than how many have come.
 */
final class Flight {

    private static final char BETWEEN = '-';
    private static final long LOOK_AGAIN_NANOS = 500_000;

    private final String prefix;
    private final long begun;
    private final Semaphore room;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    /** The receiver's alone, and after it has ended everybody's. */
    private final BitSet seen = new BitSet();

    private final Samples times = new Samples();
    private int doubled;
    private volatile boolean over;

    /**
     * None has been sent.
     *
     * @param name letters and digits; no other run has the same
     * @param begun nanoseconds of the monotonic clock from which on records are sent
     * @param most records that may be on their way at a time, where the sender asks for room
     */
    Flight(String name, long begun, int most) {
        this.prefix = name + BETWEEN;
        this.begun = begun;
        this.room = new Semaphore(most);
    }

    long begun() {
        return begun;
    }

    /**
     * The key of a record.
     *
     * @param number from 0
     * @param intended when it was to be sent, at the begin or later
     */
    String key(int number, long intended) {
        return prefix + number + BETWEEN + (intended - begun);
    }

    /** Waits until one more may be on its way; false if none may before the time is over, or it is over already. */
    boolean awaitRoom(long nanos) throws InterruptedException {
        return nanos > 0 && room.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    /** Notes what came at a moment, and passes over what is of another run. */
    void came(byte[] key, long now) {
        String text = new String(key, StandardCharsets.US_ASCII);
        if (!text.startsWith(prefix)) {
            return;
        }
        int end = text.indexOf(BETWEEN, prefix.length());
        int number = Integer.parseInt(text, prefix.length(), end, 10);
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        times.add(now - begun - Long.parseLong(text, end + 1, text.length(), 10));
        arrived.incrementAndGet();
        room.release();
    }

    /** Notes why no more can come. */
    void fail(Exception cause) {
        failure.compareAndSet(null, cause);
    }

    /** How many have come. */
    int arrived() {
        return arrived.get();
    }

    /**
     * Waits until as many have come.
     *
     * @throws IOException if one cannot come, or not within the time
     */
    void await(int count, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (arrived() < count) {
            Exception cause = failure.get();
            if (cause != null) {
                throw new IOException("a record was lost: " + cause, cause);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException((count - arrived()) + " of " + count + " records did not come within "
                        + within.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Tells the receiver to end. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** From when each was to be sent until it came. */
    Samples times() {
        return times;
    }

    /** How many came once more. */
    int doubled() {
        return doubled;
    }
}
