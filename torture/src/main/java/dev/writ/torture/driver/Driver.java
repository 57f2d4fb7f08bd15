package dev.writ.torture.driver;

import dev.writ.torture.journal.DriverJournal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at a steady rate, however long each of them takes. Safe for use by several threads. */
public final class Driver implements AutoCloseable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final Requests requests;
    private final Client client;

    private Driver(Requests requests, Client client) {
        this.requests = requests;
        this.client = client;
    }

    /**
     * Begins.
     *
     * @param gateways base URLs, one or more
     * @param journal stays its owner's
     * @param perSecond requests a second, 1 or more
     */
    public static Driver start(
            List<URI> gateways, DriverJournal journal, Requests requests, int perSecond, Backoff backoff) {
        Driver driver = new Driver(requests, new Client(gateways, journal, backoff));
        var _ = driver.clock.scheduleAtFixedRate(driver::ask, 0, NANOS_PER_SECOND / perSecond, TimeUnit.NANOSECONDS);
        return driver;
    }

    private void ask() {
        Planned planned = requests.at(sent.getAndIncrement());
        var _ = threads.submit(() -> send(planned));
    }

    private void send(Planned planned) {
        try {
            (client.send(planned) ? answered : givenUp).incrementAndGet();
        } catch (InterruptedException e) {
            failures.add(e);
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    /** How many requests were begun. */
    public long sent() {
        return sent.get();
    }

    /** How many were answered. */
    public long answered() {
        return answered.get();
    }

    /** How many nobody answered in time. */
    public long givenUp() {
        return givenUp.get();
    }

    /**
     * Begins no more, and waits for the answers of those that are under way.
     *
     * @throws IOException if one of them failed for another reason than what a gateway did, or is not done in time
     */
    public void finish(Duration patience) throws IOException, InterruptedException {
        clock.shutdown();
        threads.shutdown();
        if (!clock.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)
                || !threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("requests are still under way after " + patience);
        }
        Exception first = failures.peek();
        if (first != null) {
            throw new IOException(failures.size() + " requests failed, the first one: " + first, first);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
        client.close();
    }
}
