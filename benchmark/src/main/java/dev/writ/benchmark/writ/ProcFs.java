package dev.writ.benchmark.writ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads /proc of Linux (proc(5)); times there are in hundredths of a second. */
public final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of /proc/PID/stat behind the name, which may have spaces. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    /** Of children that have ended. */
    private static final int ENDED_USER = 13;

    private static final int ENDED_SYSTEM = 14;

    private ProcFs() {}

    static boolean isThere() {
        return Files.isReadable(PROC.resolve("stat"));
    }

    /** Processor time of a process; none if it has ended. */
    public static CpuTime cpu(long pid) throws IOException {
        List<String> fields = stat(PROC.resolve(Long.toString(pid)));
        return fields.isEmpty() ? CpuTime.NONE : cpu(fields);
    }

    /** Processor time of a process and of its children, also of those that have ended; none if it has ended. */
    public static CpuTime cpuWithChildren(long pid) throws IOException {
        List<String> own = stat(PROC.resolve(Long.toString(pid)));
        if (own.isEmpty()) {
            return CpuTime.NONE;
        }
        CpuTime sum = cpu(own).plus(new CpuTime(ticks(own.get(ENDED_USER)), ticks(own.get(ENDED_SYSTEM))));
        List<Path> all;
        try (Stream<Path> entries = Files.list(PROC)) {
            all = entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .toList();
        }
        for (Path process : all) {
            List<String> fields = stat(process);
            if (!fields.isEmpty() && fields.get(PARENT).equals(Long.toString(pid))) {
                sum = sum.plus(cpu(fields));
            }
        }
        return sum;
    }

    /** Time that all processors together were busy. */
    static CpuTime machine() throws IOException {
        String[] fields = Files.readString(PROC.resolve("stat"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" +", -1);
        double user = ticks(fields[1]) + ticks(fields[2]);
        double system = ticks(fields[3]) + ticks(fields[6]) + ticks(fields[7]);
        return new CpuTime(user, system);
    }

    /** A number of /proc/PID/status, such as Threads, or VmRSS in KiB; 0 if the process has ended. */
    public static long status(long pid, String name) throws IOException {
        try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    private static CpuTime cpu(List<String> fields) {
        return new CpuTime(ticks(fields.get(USER)), ticks(fields.get(SYSTEM)));
    }

    private static double ticks(String field) {
        return Long.parseLong(field) / TICKS_PER_SECOND;
    }

    private static List<String> stat(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"));
            return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1));
        } catch (IOException _) {
            return List.of(); // It has ended meanwhile.
        }
    }
}
