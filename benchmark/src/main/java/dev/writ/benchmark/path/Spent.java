package dev.writ.benchmark.path;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;

/**
 * What this process has used, up to a moment or between two.
 *
 * @param processorNanos processor time of the whole process
 * @param allocatedBytes heap that all its threads together have asked for
 * @param streamNanos processor time of the threads that were asked about and still run
 * @param streamBytes heap that these have asked for
 */
public record Spent(long processorNanos, long allocatedBytes, long streamNanos, long streamBytes) {

    /**
     * Up to now.
     *
     * @param threads how the names of the threads begin that are counted on their own; empty: none are
     */
    public static Spent untilNow(String threads) {
        ThreadMXBean all = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long[] ids = threads.isEmpty() ? new long[0] : named(all, threads);
        return new Spent(
                system.getProcessCpuTime(),
                all.getTotalThreadAllocatedBytes(),
                sum(all.getThreadCpuTime(ids)),
                sum(all.getThreadAllocatedBytes(ids)));
    }

    /** From an earlier moment to this one. */
    public Spent since(Spent earlier) {
        return new Spent(
                processorNanos - earlier.processorNanos,
                allocatedBytes - earlier.allocatedBytes,
                streamNanos - earlier.streamNanos,
                streamBytes - earlier.streamBytes);
    }

    private static long[] named(ThreadMXBean all, String begin) {
        return Arrays.stream(all.getThreadInfo(all.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(begin))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
    }

    /** Of a thread that has just ended, -1 is told. */
    private static long sum(long[] values) {
        return Arrays.stream(values).filter(value -> value > 0).sum();
    }
}
