package dev.writ.launcher.history;

import dev.writ.history.asof.AsOf;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what an agent could do at a time. */
@Command(
        name = "as-of",
        description = {
            "Says what an agent could do at a time, and why, from the audit alone.",
            "Exit code 1 if the agent was not there."
        },
        mixinStandardHelpOptions = true)
public final class AsOfCommand implements Callable<Integer> {

    private static final int NOT_THERE = 1;

    private static final String CLIENT_ID = "writ-as-of";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "TIME", description = "The moment: 2026-11-28T14:03:00Z, or how long ago, such as 2h.")
    private String time = "";

    @Option(names = "--agent", paramLabel = "A", required = true, description = "The agent's id.")
    private String agent = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Prints to the console. */
    public AsOfCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Instant at = PeriodOptions.time("TIME", time, now);
        if (at.isAfter(now)) {
            throw new RefusedException("TIME must not be later than now: " + at);
        }
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        Optional<AsOf> answer = cluster.use(connection -> answer(connection, at));
        if (answer.isEmpty()) {
            console.err().println("writ: the log knows no agent " + agent + " at " + at);
            return NOT_THERE;
        }
        console.out().print(json ? AsOfJson.of(answer.get()) + "\n" : AsOfText.of(answer.get()));
        console.out().flush();
        return 0;
    }

    private Optional<AsOf> answer(KafkaConnection connection, Instant at) {
        HistoryLog log = new HistoryLog(connection, CLIENT_ID, console.err());
        return log.read(List.of(Topics.AUDIT), records -> AsOf.answer(records, connection.registry(), at, agent));
    }
}
