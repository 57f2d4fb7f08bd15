package dev.writ.launcher.audit;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Missing;
import dev.writ.launcher.audit.ExportSigner.Signer;
import dev.writ.launcher.audit.ExportedLog.Ending;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.replay.ProgressLines;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.proof.verify.Verdict;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the audit into files that prove themselves. */
@Command(
        name = "export",
        description = {
            "Copies the audit into a folder, one log for each partition, each with a signed checkpoint; audit verify verifies"
                    + " it. The logs are compared with all checkpoints that were published.",
            "Exit codes: 0 done, 1 a log is not what was signed, or the cluster cannot be read, 2 refused, 3 a log has lost"
                    + " its beginning or its end, or nobody has signed it."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final int INCOMPLETE = 3;
    private static final String CLIENT_ID = "writ-audit-export";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "DIR", description = "A folder without files; made if it is not there.")
    private Path directory = Path.of("");

    @ArgGroup(multiplicity = "1")
    private ExportSigner signer = new ExportSigner();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Signer keys = signer.read();
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        return cluster.use(connection -> export(connection, keys));
    }

    private int export(KafkaConnection connection, Signer keys) {
        PublishedCheckpoints published =
                new PublishedCheckpoints(connection, CLIENT_ID, keys.all(), new ProgressLines(console.err()));
        try {
            Map<String, LatestCheckpoint> latest = latest(published, keys);
            // What was published by now is of records that the log has by now: it is read behind.
            return export(connection, keys, published, latest);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(directory + " has files already; an export is never written over another", e);
        } catch (IOException e) {
            throw new RefusedException("the export cannot be written: " + e, e);
        }
    }

    private Map<String, LatestCheckpoint> latest(PublishedCheckpoints published, Signer keys) throws IOException {
        Map<String, LatestCheckpoint> latest = new HashMap<>();
        published.read(each -> latest.computeIfAbsent(each.checkpoint().origin(), _ -> new LatestCheckpoint(keys.all()))
                .add(each));
        return latest;
    }

    private int export(
            KafkaConnection connection,
            Signer keys,
            PublishedCheckpoints published,
            Map<String, LatestCheckpoint> latest)
            throws IOException {
        LogRange all = LogRange.all(List.of(Topics.AUDIT.name()));
        try (LogReader log = LogReader.open(connection, CLIENT_ID, all, new ProgressLines(console.err()))) {
            if (!log.missing().isEmpty()) {
                String gone = log.missing().stream().map(Missing::toString).collect(Collectors.joining("; "));
                console.err().println("writ: what is left would be another log than the one that began: " + gone);
                return INCOMPLETE;
            }
            try (LogExport export = LogExport.create(
                    directory,
                    log.behind().byPartition().keySet(),
                    keys.operator().name(),
                    latest,
                    keys.key())) {
                while (log.hasNext()) {
                    export.append(log.next());
                }
                export.end();
                long passedOver = published.read(each -> {
                    if (each.signers().contains(keys.operator())) {
                        export.compare(each);
                    }
                });
                if (passedOver > 0) {
                    console.err()
                            .println("writ: passed over " + passedOver + " records of "
                                    + Topics.AUDIT_CHECKPOINTS.name() + ", which none of the keys signed");
                }
                return print(export.finish());
            }
        }
    }

    private int print(List<Ending> endings) {
        for (Ending ending : endings) {
            ending.checkpoint()
                    .ifPresent(checkpoint -> console.out()
                            .println(Printable.line(checkpoint.origin() + ": " + checkpoint.size() + " records, root "
                                    + checkpoint.root().base64())));
            if (ending.verdict() != Verdict.INTACT) {
                console.err().println("writ: " + ending.verdict() + " " + ending.origin() + ": " + ending.what());
            }
        }
        console.out().flush();
        return switch (endings.stream().map(Ending::verdict).reduce(Verdict.INTACT, Verdict::or)) {
            case INTACT -> 0;
            case TAMPERED -> 1;
            case INCOMPLETE -> INCOMPLETE;
        };
    }
}
