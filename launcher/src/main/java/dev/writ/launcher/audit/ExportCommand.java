package dev.writ.launcher.audit;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Missing;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.replay.ProgressLines;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the audit into files that prove themselves. */
@Command(
        name = "export",
        description = {
            "Copies the audit as it is now into a folder, one log for each partition, and signs each; audit verify verifies it.",
            "Exit codes: 0 done, 1 the cluster cannot be read, 2 refused, 3 the log no longer begins where it began."
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

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The operator's secret, as audit keygen wrote it; the logs are called after its name.")
    private Path keyFile = Path.of("");

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SignerKey key = readKey();
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        return cluster.use(connection -> export(connection, key));
    }

    private int export(KafkaConnection connection, SignerKey key) {
        LogRange all = LogRange.all(List.of(Topics.AUDIT.name()));
        try (LogReader log = LogReader.open(connection, CLIENT_ID, all, new ProgressLines(console.err()))) {
            if (!log.missing().isEmpty()) {
                String gone = log.missing().stream().map(Missing::toString).collect(Collectors.joining("; "));
                console.err().println("writ: what is left would be another log than the one that began: " + gone);
                return INCOMPLETE;
            }
            try (LogExport export =
                    LogExport.create(directory, log.behind().byPartition().keySet(), key)) {
                while (log.hasNext()) {
                    export.append(log.next());
                }
                List<Checkpoint> checkpoints = export.finish();
                checkpoints.forEach(checkpoint -> console.out()
                        .println(checkpoint.origin() + ": " + checkpoint.size() + " records, root "
                                + checkpoint.root().base64()));
                console.out().flush();
                return 0;
            }
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(directory + " has files already; an export is never written over another", e);
        } catch (IOException e) {
            throw new RefusedException("the export cannot be written: " + e, e);
        }
    }

    private SignerKey readKey() {
        try {
            SignerKey key = SignerKey.parse(Files.readString(keyFile).strip());
            if (key.verifier().type() != KeyType.ED25519) {
                throw new RefusedException("--key " + keyFile + " is the key of a witness, which signs no log");
            }
            return key;
        } catch (NoteRefusedException e) {
            throw new RefusedException("--key " + keyFile + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException("--key " + keyFile + " cannot be read: " + e, e);
        }
    }
}
