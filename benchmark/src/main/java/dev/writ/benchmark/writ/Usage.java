package dev.writ.benchmark.writ;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time used up to a moment.
 *
 * @param at the moment, in nanoseconds of the monotonic clock
 * @param processes by name: writ, postgres, client (this process)
 * @param machine of everything on the machine
 */
public record Usage(long at, Map<String, CpuTime> processes, CpuTime machine) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What is used up to now. */
    public static Usage of(WritUp writ) throws IOException {
        Map<String, CpuTime> processes = new LinkedHashMap<>();
        processes.put("writ", ProcFs.cpu(writ.pid()));
        var postgres = writ.postgres();
        processes.put("postgres", postgres.isPresent() ? ProcFs.cpuWithChildren(postgres.get()) : CpuTime.NONE);
        processes.put("client", ProcFs.cpu(ProcessHandle.current().pid()));
        return new Usage(System.nanoTime(), processes, ProcFs.machine());
    }

    /** Seconds from an earlier moment. */
    public double secondsSince(Usage earlier) {
        return (at - earlier.at) / NANOS_PER_SECOND;
    }

    /** Processors in use since an earlier moment, by process. */
    public Map<String, CpuTime> since(Usage earlier) {
        Map<String, CpuTime> used = new LinkedHashMap<>();
        processes.forEach((name, time) ->
                used.put(name, time.since(earlier.processes.getOrDefault(name, CpuTime.NONE), secondsSince(earlier))));
        used.put("machine", machine.since(earlier.machine, secondsSince(earlier)));
        return used;
    }
}
