package dev.writ.launcher.history;

import dev.writ.history.fold.Period;
import dev.writ.history.whatif.Past;
import dev.writ.history.whatif.PolicyFile;
import dev.writ.history.whatif.WhatIf;
import dev.writ.history.whatif.WhatIfJson;
import dev.writ.history.whatif.WhatIfReport;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides history again under another policy. */
@Command(
        name = "what-if",
        description = {
            "Decides history again as if another policy had been published at the beginning of a period:",
            "each request with its agent as recorded, and again with what agents earn folded anew."
        },
        mixinStandardHelpOptions = true)
public final class WhatIfCommand implements Callable<Integer> {

    private static final String CLIENT_ID = "writ-what-if";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The policy as JSON, as GET /api/governance/rules shows the one in force.")
    private Path file = Path.of("");

    @Option(
            names = "--list",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the decisions that come out otherwise are listed (default: ${DEFAULT-VALUE}).")
    private int mostListed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Prints to the console. */
    public WhatIfCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (mostListed < 0) {
            throw new RefusedException("--list must be 0 or more");
        }
        Policy policy = policy();
        Period asked = period.period(Instant.now());
        ClusterAdmin cluster = ClusterAdmin.of(options.read(Role.allKeys(), console.environment()), CLIENT_ID);
        WhatIfReport report = cluster.use(connection -> ask(connection, policy, asked));
        console.out().print(json ? WhatIfJson.of(report) + "\n" : WhatIfText.of(report));
        console.out().flush();
        return 0;
    }

    private WhatIfReport ask(KafkaConnection connection, Policy policy, Period asked) {
        HistoryLog log = new HistoryLog(connection, CLIENT_ID, console.err());
        Past past = log.read(Past.TOPICS, records -> Past.read(records, connection.registry()));
        return WhatIf.of(past, policy, asked, mostListed);
    }

    private Policy policy() {
        try {
            return PolicyFile.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new RefusedException("no such file: " + file, e);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (InvalidPolicyException e) {
            throw new RefusedException(file + " is no policy: " + e.getMessage(), e);
        }
    }
}
