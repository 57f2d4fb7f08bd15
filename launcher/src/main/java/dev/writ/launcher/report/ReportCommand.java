package dev.writ.launcher.report;

import dev.writ.gateway.GatewayConfig;
import dev.writ.gateway.readmodel.ReadModelConfig;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.FailedException;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.query.AskedTime;
import dev.writ.launcher.query.AuditTopic;
import dev.writ.launcher.query.GraceText;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.query.report.Asked;
import dev.writ.query.report.Report;
import dev.writ.query.report.ReportJson;
import dev.writ.query.report.SourceLog;
import dev.writ.query.store.AuditDatabase;
import dev.writ.query.store.UnansweredException;
import dev.writ.schemas.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how governance fared in a period. */
@Command(
        name = "report",
        description = {
            "Says how governance fared in a period, from the database of the audit.",
            "Exit code 1 if something is wrong: ungoverned calls, missing executions or",
            "audits, or a sink that is behind the log; rates beyond their limits are",
            "marked, and are no faults. Without jdbc.url, writ up is asked; with it, the",
            "log is asked as well if bootstrap.servers is given."
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    private static final int WRONG = 1;

    private static final String URL = "jdbc.url";
    private static final Map<String, String> OF_WRIT_UP =
            Map.of(URL, "jdbc:postgresql://127.0.0.1:5433/writ", "jdbc.user", "writ", "jdbc.password", "writ");

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Where to begin (default: a day before the end): 2026-11-28T09:00:00Z, or how long ago, such as 2h.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where to end, without that itself (default: now).")
    private @Nullable String to;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description =
                    "How long an execution may run before it is missed, and the sink be behind the log (default: 15m).")
    private @Nullable String grace;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Prints to the console. */
    public ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Asked asked = asked(Instant.now());
        Settings given = options.read(Role.allKeys(), console.environment());
        ReadModelConfig server = server(given.find(URL).isPresent() ? given : given.with(OF_WRIT_UP));
        Report report;
        try (AuditDatabase database = AuditDatabase.open(server.url(), server.user(), server.password())) {
            report = Report.read(database, log(given), asked);
        } catch (UnansweredException e) {
            throw new FailedException("the database cannot be asked: " + e.getMessage(), e);
        }
        console.out().print(json ? ReportJson.of(report) + "\n" : ReportText.of(report));
        console.out().flush();
        return report.isWell() ? 0 : WRONG;
    }

    private Asked asked(Instant now) {
        Optional<Duration> allowed = Optional.ofNullable(grace)
                .map(text ->
                        GraceText.parse(text).orElseThrow(() -> new RefusedException("--grace: " + GraceText.NEEDED)));
        return Asked.of(time("--from", from, now), time("--to", to, now), now, allowed)
                .orElseThrow(() -> new RefusedException("--to must be later than --from"));
    }

    private static Optional<Instant> time(String option, @Nullable String given, Instant now) {
        return Optional.ofNullable(given)
                .map(text -> AskedTime.parse(text, now)
                        .orElseThrow(() -> new RefusedException(option + ": " + AskedTime.NEEDED)));
    }

    /** Never a cluster that nobody has named beside a database that somebody has: that may be the log of others. */
    private SourceLog log(Settings given) {
        if (given.find(URL).isPresent()
                && given.find(KafkaConnection.BOOTSTRAP_SERVERS).isEmpty()) {
            return SourceLog.UNASKED;
        }
        return ClusterAdmin.of(given, AuditTopic.CLIENT_ID)
                .use(connection ->
                        new AuditTopic(connection, trouble -> console.err().println("writ: " + trouble)));
    }

    /** As the gateway would read it. */
    private static ReadModelConfig server(Settings settings) {
        return settings.reading(
                () -> GatewayConfig.from(settings.of(Role.GATEWAY.definition().names()))
                        .readModel()
                        .orElseThrow(() -> new RefusedException(URL + " must not be empty")));
    }
}
