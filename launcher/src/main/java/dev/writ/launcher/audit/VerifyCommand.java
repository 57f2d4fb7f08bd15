package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.verify.ExportVerifier;
import dev.writ.proof.verify.LogReport;
import dev.writ.proof.verify.LogVerifier;
import dev.writ.proof.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether an exported log is what its operator signed. */
@Command(
        name = "verify",
        description = "Verifies an exported log with nothing but its files and keys. Exit codes: 0 intact, 1 tampered,"
                + " 2 refused, 3 incomplete.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "A log, or a folder with one in a folder for each partition.")
    private Path directory = Path.of("");

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A checkpoint remembered from before, with which its log has to be consistent. May be repeated.")
    private List<Path> checkpoints = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LogVerifier verifier = new LogVerifier(keys.read());
        List<Checkpoint> known = new ArrayList<>();
        for (Path file : checkpoints) {
            known.add(read(file, verifier));
        }
        List<LogReport> reports = verify(verifier, known);
        Verdict verdict = reports.stream().map(LogReport::verdict).reduce(Verdict.INTACT, Verdict::or);
        VerifyOutput output = new VerifyOutput(reports, verdict);
        console.out().print(json ? output.json() : output.text());
        console.out().flush();
        return switch (verdict) {
            case INTACT -> 0;
            case TAMPERED -> 1;
            case INCOMPLETE -> 3;
        };
    }

    private List<LogReport> verify(LogVerifier verifier, List<Checkpoint> known) {
        if (!Files.isDirectory(directory)) {
            throw new RefusedException(directory + " is no folder");
        }
        try {
            List<LogReport> reports = new ExportVerifier(verifier).verify(directory, known);
            if (reports.isEmpty()) {
                throw new RefusedException(directory + " has no log in it");
            }
            return reports;
        } catch (IOException e) {
            throw new RefusedException("the log cannot be read: " + e, e);
        }
    }

    private static Checkpoint read(Path file, LogVerifier verifier) {
        try {
            return verifier.known(SignedNote.parse(Files.readAllBytes(file)));
        } catch (NoteRefusedException e) {
            throw new RefusedException("--checkpoint " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException("--checkpoint " + file + " cannot be read: " + e, e);
        }
    }
}
