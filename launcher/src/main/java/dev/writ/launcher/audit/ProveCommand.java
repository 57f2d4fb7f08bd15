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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The log of one partition; for an event, also the export with all of them.")
    private Path directory = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "EVENT_ID", description = "The event's id.")
    private @Nullable String eventId;

    @Option(names = "--event", paramLabel = "EVENT_ID", description = "The same.")
    private @Nullable String event;

    @Option(names = "--offset", paramLabel = "N", description = "Instead: the record's offset in Kafka.")
    private @Nullable Long offset;

    ProveCommand(Console console) {
        this.console = console;
    }

    /** A record's place. */
    private record Found(LogDirectory log, long leaf) {}

    @Override
    public Integer call() {
        try {
            Found found = find();
            console.out().print(RecordProof.of(found.log(), found.leaf()).text());
            console.out().flush();
            return 0;
        } catch (NoteRefusedException | MalformedEntryException e) {
            throw new RefusedException("the log is broken: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException("the log cannot be read: " + e, e);
        }
    }

    private Found find() throws IOException {
        String id = eventId == null ? event : eventId;
        Long at = offset;
        boolean one = Stream.of(eventId == null, event == null, offset == null)
                        .filter(none -> !none)
                        .count()
                == 1;
        if (one && at != null) {
            return find(List.of(directory), (log, size) -> new OffsetSearch(log, size).leafOf(at))
                    .orElseThrow(() -> new RefusedException("the log has no record at offset " + at));
        }
        if (one && id != null) {
            return find(LogDirectory.logsIn(directory), (log, size) -> new EventSearch(log, size).leafOf(id))
                    .orElseThrow(() -> new RefusedException("the log has no event " + id));
        }
        throw new RefusedException("prove takes either an event id or --offset");
    }

    /** How a log of some size is searched. */
    private interface Search {
        OptionalLong in(LogDirectory log, long size) throws IOException;
    }

    private static Optional<Found> find(List<Path> folders, Search search) throws IOException {
        for (Path folder : folders) {
            LogDirectory log = new LogDirectory(folder);
            Optional<byte[]> note = log.checkpoint();
            if (note.isEmpty() && folders.size() > 1) {
                continue; // Nobody has signed it; the event may stand in another one.
            }
            OptionalLong leaf = search.in(
                    log,
                    Checkpoint.in(SignedNote.parse(
                                    note.orElseThrow(() -> new NoSuchFileException(folder + "/checkpoint"))))
                            .size());
            if (leaf.isPresent()) {
                return Optional.of(new Found(log, leaf.getAsLong()));
            }
        }
        return Optional.empty();
    }
}
