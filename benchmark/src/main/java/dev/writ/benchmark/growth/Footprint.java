package dev.writ.benchmark.growth;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.writ.ProcFs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory of this process, and what the topology keeps on the disk.
 *
 * @param heapBytes in use after a collection: the topology's, the broker's and the client's together
 * @param residentBytes of the process, with what is outside of the heap
 * @param stateBytes of the files of the topology's state
 */
record Footprint(long heapBytes, long residentBytes, long stateBytes) {

    private static final double MEBIBYTE = 1 << 20;
    private static final long KIBIBYTE = 1 << 10;

    /** Now. */
    static Footprint of(Path state) throws IOException {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ProcFs.status(ProcessHandle.current().pid(), "VmRSS") * KIBIBYTE,
                sizeOf(state));
    }

    /** Adds its figures to the round that runs. */
    void addTo(Rounds rounds, String way) {
        rounds.add(way, "heap_mib", heapBytes / MEBIBYTE);
        rounds.add(way, "resident_mib", residentBytes / MEBIBYTE);
        rounds.add(way, "state_mib", stateBytes / MEBIBYTE);
    }

    private static long sizeOf(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.find(folder, Integer.MAX_VALUE, (_, attributes) -> attributes.isRegularFile())) {
            files = all.toList();
        }
        long sum = 0;
        for (Path file : files) {
            sum += sizeOfFile(file);
        }
        return sum;
    }

    /** RocksDB removes files at any time; one that has gone has no size. */
    private static long sizeOfFile(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
