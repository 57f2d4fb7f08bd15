package dev.writ.proof.verify;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.note.NoteRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Verifies a folder with one log, or with a folder for each partition, named by its number. */
public final class ExportVerifier {

    private final LogVerifier verifier;

    /** @param verifier of each log */
    public ExportVerifier(LogVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * A report on each log, by folder, and on each log that is known and not there.
     *
     * @param known checkpoints from elsewhere, at most one for each log
     * @return none if the folder has no log and none is known
     * @throws IOException if a file is there and cannot be read
     */
    public List<LogReport> verify(Path directory, Collection<Checkpoint> known) throws IOException {
        Map<String, Checkpoint> byOrigin = new HashMap<>();
        known.forEach(checkpoint -> byOrigin.put(checkpoint.origin(), checkpoint));
        List<LogReport> reports = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        List<Path> logs = LogDirectory.logsIn(directory);
        for (Path log : logs) {
            Optional<Checkpoint> before = logs.size() == 1 && known.size() == 1
                    ? known.stream().findFirst()
                    : originOf(log).map(byOrigin::get);
            LogReport report = verifier.verify(log, before);
            before.ifPresent(checkpoint -> byOrigin.remove(checkpoint.origin()));
            Path twin = seen.putIfAbsent(report.log(), log);
            if (twin != null) {
                report = report.with(Verdict.TAMPERED, LogPath.CHECKPOINT, "the log stands in " + twin + " as well");
            }
            reports.add(log.equals(directory) ? report : withPartition(report, log));
        }
        byOrigin.keySet().stream().sorted().map(ExportVerifier::missing).forEach(reports::add);
        return reports;
    }

    /** A partition's log in the folder of another partition would hide that one is missing. */
    private static LogReport withPartition(LogReport report, Path folder) {
        String name = String.valueOf(folder.getFileName());
        boolean moved = report.checkpoint()
                .flatMap(checkpoint -> partition(checkpoint.origin()))
                .filter(partition -> name.matches("[0-9]+") && !name.equals(partition))
                .isPresent();
        return moved ? report.with(Verdict.TAMPERED, LogPath.CHECKPOINT, "it is not of the partition " + name) : report;
    }

    private static Optional<String> partition(String origin) {
        try {
            return Optional.of(Integer.toString(LogOrigin.parse(origin).partition()));
        } catch (NoteRefusedException _) {
            return Optional.empty(); // A log of something else than a partition has no number to compare.
        }
    }

    private static Optional<String> originOf(Path log) throws IOException {
        return new LogDirectory(log).checkpoint().flatMap(ExportVerifier::firstLine);
    }

    private static Optional<String> firstLine(byte[] note) {
        return new String(note, StandardCharsets.UTF_8).lines().findFirst();
    }

    private static LogReport missing(String origin) {
        Finding finding = new Finding(
                Verdict.INCOMPLETE,
                LogPath.CHECKPOINT,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "a checkpoint of the log is known, and the log is missing");
        return new LogReport(origin, Optional.empty(), Set.of(), finding.verdict(), List.of(finding), 0);
    }
}
