package dev.writ.launcher;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.history.replay.History;
import dev.writ.history.replay.Replay;
import dev.writ.history.replay.ReplayInto;
import dev.writ.history.replay.ReplaySink;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.replay.FilterOptions;
import dev.writ.launcher.replay.JsonPrinter;
import dev.writ.launcher.replay.Printer;
import dev.writ.launcher.replay.ProgressLines;
import dev.writ.launcher.replay.RangeOptions;
import dev.writ.launcher.replay.ReplayTarget;
import dev.writ.launcher.replay.TablePrinter;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import dev.writ.topology.GovernanceConfig;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a part of the history, and prints it or sends it again into another topic. */
@Command(
        name = "replay",
        description = {
            "Prints what happened, as the audit topic has it, in the order of time: a table, or with --json one object a line.",
            "With --into, sends it again into another topic, with headers that say where each record comes from."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    private static final String CLIENT_ID = "writ-replay";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(
            names = "--topic",
            paramLabel = "audit|decisions",
            defaultValue = "audit",
            description =
                    "Which topic to read: the trail of all that happened, or the decisions alone (default: audit).")
    private History history = History.AUDIT;

    @Option(names = "--limit", paramLabel = "N", description = "Most events, the earliest ones (default: all).")
    private long limit = Long.MAX_VALUE;

    @ArgGroup
    private @Nullable Form form;

    /** What becomes of the events; nothing prints a table. */
    private static final class Form {
        @Option(names = "--json", description = "Print each event whole, as one JSON object a line.")
        private boolean json;

        @Option(names = "--into", paramLabel = "TOPIC", description = "Send the events again into this topic.")
        private @Nullable String into;
    }

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new RefusedException("--limit must be 1 or more");
        }
        Settings settings = options.read(Role.allKeys(), console.environment());
        ClusterAdmin cluster = ClusterAdmin.of(settings, CLIENT_ID);
        LogRange wanted = range.of(history.topic(), Instant.now());
        boolean json = form != null && form.json;
        if (form == null || form.into == null) {
            return cluster.use(connection -> print(connection, wanted, json));
        }
        String into = form.into;
        String internal = GovernanceConfig.applicationId(settings.values()) + "-";
        ReplayTarget.check(into, internal, cluster).forEach(this::note);
        return cluster.use(connection -> send(connection, wanted, into));
    }

    private int print(KafkaConnection connection, LogRange wanted, boolean json) {
        Printer printer = json ? new JsonPrinter(console.out()) : new TablePrinter(console.out());
        ProgressLines lines = new ProgressLines(console.err());
        Progress.Watcher watcher = progress -> {
            printer.flush();
            lines.at(progress);
        };
        Replay.Outcome outcome = run(connection, wanted, watcher, printer);
        printer.flush();
        if (!json) {
            console.out().println();
            console.out().println("events: " + outcome.matched() + ", of records read: " + outcome.read());
        }
        return 0;
    }

    private int send(KafkaConnection connection, LogRange wanted, String into) {
        String replayId = UUID.randomUUID().toString();
        try (ReplayInto sink = ReplayInto.open(connection, CLIENT_ID, into, replayId)) {
            Replay.Outcome outcome = run(connection, wanted, new ProgressLines(console.err()), sink);
            console.out()
                    .println("sent into " + into + ": " + sink.finish() + ", of records read: " + outcome.read()
                            + ", replay id: " + replayId);
        }
        return 0;
    }

    private Replay.Outcome run(KafkaConnection connection, LogRange wanted, Progress.Watcher watcher, ReplaySink sink) {
        try (LogReader log = LogReader.open(connection, CLIENT_ID, wanted, watcher)) {
            if (!log.missing().isEmpty()) {
                note(log.missing().stream().map(Object::toString).collect(Collectors.joining("; ")));
            }
            Replay replay = new Replay(history.topic(), connection.registry(), filter.filter());
            Replay.Outcome outcome = replay.run(log, limit, sink);
            outcome.firstUnreadable()
                    .ifPresent(first ->
                            note("records that are no events: " + outcome.unreadable() + "; the first is " + first));
            return outcome;
        }
    }

    private void note(String text) {
        console.err().println("writ: " + text.replaceAll("\\p{Cntrl}+", " "));
    }
}
