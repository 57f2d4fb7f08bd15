package dev.writ.launcher;

import dev.writ.history.log.BadRangeException;
import dev.writ.launcher.audit.AuditCommand;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.FailedException;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.history.AsOfCommand;
import dev.writ.launcher.history.WhatIfCommand;
import dev.writ.launcher.rebuild.RebuildCommand;
import dev.writ.launcher.report.ReportCommand;
import dev.writ.launcher.witness.WitnessCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The writ command. Exit codes: 0 done, 1 failed, 2 refused because of the arguments, the settings or the machine. */
@Command(
        name = "writ",
        description = "Governs AI agents on Apache Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Writ.Version.class,
        footer = {"", "verify, verify-compose, image, bench and torture are commands of the script ./writ."})
public final class Writ {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private Writ() {}

    /** Runs one command and ends the process with its exit code. */
    @SuppressWarnings("SystemOut") // The one place that hands the process's streams to the commands.
    public static void main(String[] args) {
        Charset charset = System.out.charset();
        Console console = new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                System.getenv());
        System.exit(run(console, System.in, args));
    }

    /** Runs one command and returns its exit code. */
    public static int run(Console console, String... args) {
        return run(console, InputStream.nullInputStream(), args);
    }

    /** Runs one command, with what it may read, and returns its exit code. */
    static int run(Console console, InputStream in, String... args) {
        return commandLine(console, in).execute(args);
    }

    /** The command with all that are below it. */
    public static CommandLine commandLine(Console console, InputStream in) {
        CommandLine line = new CommandLine(new Writ());
        line.addSubcommand(new UpCommand(console));
        RoleCommand.all(console).forEach(line::addSubcommand);
        line.addSubcommand(new TopicsCommand(console));
        line.addSubcommand(new AclsCommand(console));
        line.addSubcommand(new ConfigCommand(console));
        line.addSubcommand(new SimulateCommand(console));
        line.addSubcommand(new KeysCommand(console, in));
        line.addSubcommand(new ReplayCommand(console));
        line.addSubcommand(AuditCommand.with(console));
        line.addSubcommand(new WitnessCommand(console));
        line.addSubcommand(new ReportCommand(console));
        line.addSubcommand(new WhatIfCommand(console));
        line.addSubcommand(new AsOfCommand(console));
        line.addSubcommand(new RebuildCommand(console, in));
        line.addSubcommand(new DemoCommand(console));
        line.setOut(console.out()).setErr(console.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Writ::refuseArguments);
        line.setExecutionExceptionHandler(Writ::fail);
        line.setExecutionStrategy(Writ::execute);
        return line;
    }

    private static int execute(ParseResult parsed) {
        boolean helped = parsed.asCommandLineList().stream()
                .anyMatch(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested());
        if (!parsed.hasSubcommand() && !helped) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "a command is missing");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int refuseArguments(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        line.getErr()
                .println("writ: " + oneLine(Objects.requireNonNullElse(e.getMessage(), "bad arguments")) + " ("
                        + command + " --help tells more)");
        return REFUSED;
    }

    private static int fail(Exception e, CommandLine line, ParseResult parsed) {
        boolean refused =
                e instanceof RefusedException || e instanceof ConfigException || e instanceof BadRangeException;
        if (!refused && !(e instanceof FailedException)) {
            LoggerFactory.getLogger(Writ.class)
                    .error("{} failed", line.getCommandSpec().qualifiedName(), e);
        }
        line.getErr().println("writ: " + oneLine(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        return refused ? REFUSED : FAILED;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Writ.class.getPackage().getImplementationVersion();
            return new String[] {"writ " + (version == null ? "unpackaged" : version)};
        }
    }
}
