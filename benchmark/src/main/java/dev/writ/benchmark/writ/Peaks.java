package dev.writ.benchmark.writ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The most memory and threads that a Writ has while this is open, looked at twice a second. */
public final class Peaks implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final long pid;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private volatile long threads;
    private volatile long residentKibibytes;

    private Peaks(long pid) {
        this.pid = pid;
    }

    /** Begins to look. */
    public static Peaks watch(WritUp writ) {
        Peaks peaks = new Peaks(writ.pid());
        var _ = peaks.watch.scheduleAtFixedRate(peaks::look, 0, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        return peaks;
    }

    /** Threads of the operating system: platform threads and the carriers of virtual ones. */
    public long threads() {
        return threads;
    }

    /** Resident memory in MiB. */
    public long residentMebibytes() {
        return residentKibibytes / 1_024;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void look() {
        try {
            threads = Math.max(threads, ProcFs.status(pid, "Threads"));
            residentKibibytes = Math.max(residentKibibytes, ProcFs.status(pid, "VmRSS"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
