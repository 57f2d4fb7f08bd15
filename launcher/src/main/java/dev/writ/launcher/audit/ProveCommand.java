package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.prove.OffsetSearch;
import dev.writ.proof.prove.RecordProof;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the proof of one record out of an exported log. */
@Command(
        name = "prove",
        description =
                "Prints the proof of one record of an exported log; audit verify-proof verifies it without the log.",
        mixinStandardHelpOptions = true)
final class ProveCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The log of one partition.")
    private Path directory = Path.of("");

    @Option(names = "--offset", paramLabel = "N", required = true, description = "The record's offset in Kafka.")
    private long offset;

    ProveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LogDirectory log = new LogDirectory(directory);
        try {
            byte[] note = log.checkpoint().orElseThrow(() -> new NoSuchFileException("checkpoint"));
            long size = Checkpoint.in(SignedNote.parse(note)).size();
            long leaf = new OffsetSearch(log, size)
                    .leafOf(offset)
                    .orElseThrow(() -> new RefusedException("the log has no record at offset " + offset));
            console.out().print(RecordProof.of(log, leaf).text());
            console.out().flush();
            return 0;
        } catch (NoteRefusedException | MalformedEntryException e) {
            throw new RefusedException("the log is broken: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException("the log cannot be read: " + e, e);
        }
    }
}
