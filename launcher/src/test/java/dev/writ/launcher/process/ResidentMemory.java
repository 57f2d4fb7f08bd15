package dev.writ.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory as Linux counts it in /proc; pages that processes share count once for each. */
final class ResidentMemory {

    private static final long KIB = 1024;

    private ResidentMemory() {}

    /**
     * Bytes of the process, and of the PostgreSQL that keeps its data below the folder.
     *
     * @param pid the process
     * @param data the folder of {@code writ up}
     */
    static long of(long pid, Path data) throws IOException {
        long postgres = Long.parseLong(
                Files.readAllLines(postmasterFile(data)).getFirst().strip());
        long total = bytes(pid) + bytes(postgres);
        ProcessHandle server = ProcessHandle.of(postgres).orElseThrow();
        return total
                + server.descendants().mapToLong(child -> bytes(child.pid())).sum();
    }

    private static Path postmasterFile(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long bytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    * KIB;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
