package dev.writ.benchmark;

import dev.writ.benchmark.cache.CacheCommand;
import dev.writ.benchmark.decisions.DecisionsCommand;
import dev.writ.benchmark.gateway.GatewayCommand;
import dev.writ.benchmark.growth.GrowthCommand;
import dev.writ.benchmark.history.HistoryCommand;
import dev.writ.benchmark.overhead.OverheadCommand;
import dev.writ.benchmark.provider.ProviderCommand;
import dev.writ.benchmark.revocation.RevocationCommand;
import dev.writ.benchmark.sink.SinkCommand;
import dev.writ.benchmark.streams.StreamsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code writ bench}: loads on a whole Writ, and benchmarks of single functions by JMH. Exit codes: 0 done, 1
 * failed, 2 refused because of the arguments.
 */
@Command(
        name = "writ bench",
        description =
                "Measures, and leaves a report of each measurement. Without a command it runs all of them, one after"
                        + " the other.",
        mixinStandardHelpOptions = true)
public final class Bench {

    private static final String ALL = "all";
    private static final String MICRO = "micro";
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private Bench() {}

    /** Runs what is asked for and ends the process with its exit code. */
    @SuppressWarnings("SystemOut") // The one place that hands the process's streams to the commands.
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals(MICRO)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        Path home = Path.of(System.getProperty("writ.home", ""));
        System.exit(run(home, out, err, args.length == 0 ? new String[] {ALL} : args));
    }

    /**
     * Runs one command and returns its exit code.
     *
     * @param home the folder of the writ script
     */
    static int run(Path home, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Bench());
        line.addSubcommand(new DecisionsCommand(out));
        line.addSubcommand(new CacheCommand(out));
        line.addSubcommand(new GatewayCommand(out));
        line.addSubcommand(new StreamsCommand(home, out));
        line.addSubcommand(new OverheadCommand(home, out));
        line.addSubcommand(new ProviderCommand(home, out));
        line.addSubcommand(new RevocationCommand(home, out));
        line.addSubcommand(new SinkCommand(out));
        line.addSubcommand(new HistoryCommand(out));
        line.addSubcommand(new GrowthCommand(out));
        List<String> measurements = List.copyOf(line.getSubcommands().keySet());
        line.addSubcommand(new AllCommand(AllCommand.script(home), measurements, out));
        CommandSpec micro = CommandSpec.create();
        micro.usageMessage().description("Benchmarks of single functions by JMH, which takes all arguments behind it.");
        line.addSubcommand(MICRO, micro);
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Bench::refuse);
        line.setExecutionExceptionHandler(Bench::fail);
        return line.execute(args);
    }

    private static int refuse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println(oneLine(e) + " (" + command + " --help tells more)");
        return REFUSED;
    }

    /** An exception of another kind is a defect, and told with its stack. */
    private static int fail(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        if (!(e instanceof IOException)) {
            throw e;
        }
        line.getErr().println(oneLine(e));
        return FAILED;
    }

    private static String oneLine(Exception e) {
        String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
        return "writ bench: " + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
