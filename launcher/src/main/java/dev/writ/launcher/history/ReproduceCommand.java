package dev.writ.launcher.history;

import dev.writ.history.fold.Period;
import dev.writ.history.reproduce.Reproduced;
import dev.writ.history.reproduce.Reproduction;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides again what the log says was decided. */
@Command(
        name = "reproduce",
        description = {
            "Decides every recorded request again, from its recorded evidence and from the states that the log tells,",
            "and follows every agent through its commands: each must come out as recorded, byte for byte.",
            "Exit code 0: all did; 1: some did not; 3: the log does not hold all that they rest on."
        },
        mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int INCOMPLETE = 3;

    private static final String CLIENT_ID = "writ-audit-reproduce";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--slack",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "For how long after a change a decision may rest on what was before (default: PT1M).")
    private Duration slack = Duration.ofMinutes(1);

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Prints to the console. */
    public ReproduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (slack.isNegative()) {
            throw new RefusedException("--slack must be PT0S or more");
        }
        Period asked = period.period(Instant.now());
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        return cluster.use(connection -> reproduce(connection, asked));
    }

    private int reproduce(KafkaConnection connection, Period asked) {
        HistoryLog log = new HistoryLog(connection, CLIENT_ID, console.err());
        Reproduction reproduction = new Reproduction(connection.registry(), asked, slack);
        log.read(Reproduction.TOPICS, reproduction::fold);
        Reproduced reproduced = log.read(Reproduction.TOPICS, reproduction::decide);
        console.out().print(json ? ReproducedJson.of(reproduced) + "\n" : ReproducedText.of(reproduced));
        console.out().flush();
        if (reproduced.hasDifferences()) {
            return DIFFERENT;
        }
        return reproduced.isComplete() && !log.auditHasGaps() ? SAME : INCOMPLETE;
    }
}
