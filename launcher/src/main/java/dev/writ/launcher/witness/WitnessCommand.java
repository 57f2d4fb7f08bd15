package dev.writ.launcher.witness;

import dev.writ.launcher.audit.KeyFile;
import dev.writ.launcher.audit.KeyOptions;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.role.StopSignals;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.witness.WitnessStore;
import dev.writ.schemas.KafkaConnection;
import dev.writ.sink.checkpoint.KafkaCheckpointTopic;
import dev.writ.sink.publish.DurableProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a witness until a signal comes, or the operator signs a second history. */
@Command(
        name = "witness",
        description = {
            "Cosigns what the audit's operator signs, as long as it is one history, and remembers it.",
            "Exit codes: 0 or 143 stopped, 1 the operator signed another history or the cluster is away, 2 refused."
        },
        mixinStandardHelpOptions = true)
public final class WitnessCommand implements Callable<Integer> {

    private static final int FORKED = 1;
    private static final String CLIENT_ID = "writ-witness";
    private static final String SOURCE = "/writ/witness";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The witness's secret, as audit keygen --witness wrote it.")
    private Path keyFile = Path.of("");

    @Option(
            names = "--operator",
            paramLabel = "FILE|KEY",
            required = true,
            description = "The verifier key of the audit's operator, or a file with it.")
    private String operator = "";

    @Parameters(
            paramLabel = "DIR",
            description = "What the witness remembers: a folder that only it may write, best on a machine of its own.")
    private Path memory = Path.of("");

    /** The command. */
    public WitnessCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SignerKey key = KeyFile.read("--key", keyFile, KeyType.COSIGNATURE);
        List<VerifierKey> operators = KeyOptions.read("--operator", List.of(operator));
        if (operators.size() != 1 || operators.getFirst().type() != KeyType.ED25519) {
            throw new RefusedException("--operator " + operator + " is not the key of one operator");
        }
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        StopSignals signals = StopSignals.take();
        return cluster.use(kafka -> follow(kafka, key, operators.getFirst(), signals));
    }

    private int follow(KafkaConnection kafka, SignerKey key, VerifierKey log, StopSignals signals) {
        try (WitnessStore store = WitnessStore.open(memory);
                DurableProducer producer = new DurableProducer(kafka, CLIENT_ID);
                CheckpointFollower follower = CheckpointFollower.start(
                        kafka,
                        key,
                        log,
                        store,
                        new KafkaCheckpointTopic(producer, kafka, SOURCE),
                        InstantSource.system())) {
            console.out().println("writ witness is ready; Ctrl-C stops it");
            Optional<Integer> code = Optional.empty();
            while (code.isEmpty()) {
                follower.turn();
                code = signals.await(Duration.ZERO);
            }
            return code.get();
        } catch (ForkedLogException e) {
            console.err().println("writ: " + e.getMessage());
            return FORKED;
        } catch (IOException e) {
            throw new RefusedException("what the witness remembers cannot be read or written: " + e, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
