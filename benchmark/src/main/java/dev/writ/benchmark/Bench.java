package dev.writ.benchmark;

import dev.writ.benchmark.overhead.OverheadCommand;
import dev.writ.benchmark.streams.StreamsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code writ bench}: loads on a whole Writ, and benchmarks of single functions by JMH. */
@Command(
        name = "writ bench",
        description = {
            "Measures. Without a command, or with the command micro and JMH's arguments behind it,",
            "it runs the benchmarks of single functions."
        },
        mixinStandardHelpOptions = true)
public final class Bench {

    private static final String MICRO = "micro";

    private Bench() {}

    /** Runs one benchmark and ends the process with its exit code. */
    @SuppressWarnings("SystemOut") // The one place that hands the process's stream to the commands.
    public static void main(String[] args) throws IOException {
        if (args.length == 0 || args[0].equals(MICRO)) {
            org.openjdk.jmh.Main.main(args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        Path home = Path.of(System.getProperty("writ.home", ""));
        CommandLine line = new CommandLine(new Bench());
        line.addSubcommand(new StreamsCommand(home, out));
        line.addSubcommand(new OverheadCommand(home, out));
        CommandSpec micro = CommandSpec.create();
        micro.usageMessage().description("Benchmarks of single functions by JMH, which takes all arguments behind it.");
        line.addSubcommand(MICRO, micro);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(args));
    }
}
