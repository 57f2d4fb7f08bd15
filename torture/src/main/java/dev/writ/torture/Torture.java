package dev.writ.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs {@code writ torture}. */
public final class Torture {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private Torture() {}

    /** Runs it and ends the process with its exit code. */
    @SuppressWarnings("SystemOut") // The one place that hands the process's streams to the command.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(Path.of(System.getProperty("writ.home", "")), out, err, args));
    }

    /**
     * Runs it and returns its exit code.
     *
     * @param home the folder of the writ script
     */
    static int run(Path home, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new TortureCommand(home, out));
        line.setOut(out).setErr(err);
        line.setParameterExceptionHandler(Torture::refuse);
        line.setExecutionExceptionHandler(Torture::fail);
        return line.execute(args);
    }

    private static int refuse(ParameterException e, String[] args) {
        e.getCommandLine().getErr().println(oneLine(e) + " (writ torture --help tells more)");
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
        return "writ torture: " + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
