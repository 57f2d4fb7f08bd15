package dev.writ.torture.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code writ} command as the build left it.
 *
 * @param home the folder of the script
 */
public record WritScript(Path home) {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    public WritScript {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * Refuses a folder without the script.
     *
     * @throws IOException if there is none
     */
    void require() throws IOException {
        if (!Files.isExecutable(home.resolve("writ"))) {
            throw new IOException("there is no command " + home.resolve("writ"));
        }
    }

    /** What runs a command. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("writ").toString()));
        command.addAll(arguments);
        return command;
    }

    /** Of the two compilers the quick one: most processes live for a minute or two, and all of them share the machine. */
    static final String COMPILER = "-XX:TieredStopAtLevel=1";

    /** Variables of each run: what was built is run as it is. */
    static Map<String, String> environment(String memory) {
        return Map.of("WRIT_BUILD", "never", "WRIT_JAVA_OPTS", "-Xmx" + memory + " " + COMPILER);
    }

    /**
     * What a command that ends said.
     *
     * @param code its exit code
     * @param out what it printed
     */
    public record Said(int code, String out) {}

    /**
     * Runs a command to its end; what it says on the side goes into the log.
     *
     * @param processes that it is one of while it runs
     * @throws IOException if it does not end within 3 minutes
     */
    Said run(Processes processes, Path log, List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("writ-torture", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment("512m"));
            Process process = processes.start(builder);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("writ " + String.join(" ", arguments) + " does not end");
            }
            return new Said(process.exitValue(), Files.readString(out));
        } finally {
            Files.delete(out);
        }
    }
}
