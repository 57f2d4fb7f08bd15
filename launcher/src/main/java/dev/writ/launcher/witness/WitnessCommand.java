package dev.writ.launcher.witness;

import dev.writ.launcher.audit.KeyFile;
import dev.writ.launcher.audit.KeyOptions;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.management.ManagementConfig;
import dev.writ.launcher.management.ManagementServer;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.role.StopSignals;
import dev.writ.launcher.settings.Settings;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a witness until a signal comes, or the operator signs a second history. */
@Command(
        name = "witness",
        description = {
            "Cosigns what the audit's operator signs, as long as it is one history, and remembers it. Health and metrics are served on"
                    + " management.port, 8085 unless it is set.",
            "Exit codes: 0 or 143 stopped, 1 the operator signed another history or the cluster is away, 2 refused."
        },
        mixinStandardHelpOptions = true)
public final class WitnessCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessCommand.class);
    private static final int FORKED = 1;
    private static final int MANAGEMENT_PORT = 8085;
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
        Settings settings = options.read(Role.allKeys(), console.environment());
        ClusterAdmin cluster = ClusterAdmin.of(settings, CLIENT_ID);
        ConfigDef keys = ManagementConfig.define(new ConfigDef(), MANAGEMENT_PORT);
        ManagementConfig management = settings.reading(() -> ManagementConfig.from(keys, settings.of(keys.names())));
        StopSignals signals = StopSignals.take();
        AtomicReference<Map<String, String>> troubles = new AtomicReference<>(Map.of("start", "is under way"));
        try (Telemetry telemetry = new Telemetry();
                ManagementServer server = ManagementServer.start(management, troubles::get, telemetry)) {
            LOG.info("health is served on port {}", server.port());
            return cluster.use(kafka -> follow(kafka, key, operators.getFirst(), signals, troubles));
        }
    }

    private int follow(
            KafkaConnection kafka,
            SignerKey key,
            VerifierKey log,
            StopSignals signals,
            AtomicReference<Map<String, String>> troubles) {
        try (WitnessStore store = WitnessStore.open(memory);
                DurableProducer producer = new DurableProducer(kafka, CLIENT_ID);
                CheckpointFollower follower = CheckpointFollower.start(
                        kafka,
                        key,
                        log,
                        store,
                        new ReadingFile(memory),
                        new KafkaCheckpointTopic(producer, kafka, SOURCE),
                        InstantSource.system())) {
            boolean announced = false;
            Optional<Integer> code = Optional.empty();
            while (code.isEmpty()) {
                follower.turn();
                troubles.set(follower.troubles());
                if (!announced && troubles.get().isEmpty()) {
                    announced = true;
                    console.out().println("writ witness is ready; Ctrl-C stops it");
                }
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
