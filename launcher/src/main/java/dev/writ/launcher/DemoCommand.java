package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.demo.Story;
import dev.writ.launcher.demo.WritHttp;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the seven-step story against a running Writ. Exit code 1 if something differs from what should be. */
@Command(
        name = "demo",
        description = "Plays a story in seven steps against a running Writ, and tells what was decided and why.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int RUN_LENGTH = 8;

    private final Console console;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The gateway (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            defaultValue = "jdbc:postgresql://127.0.0.1:5433/writ?user=writ&password=writ",
            description = "The sink's database, with user and password (default: ${DEFAULT-VALUE}).")
    private String database = "";

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String run = UUID.randomUUID().toString().substring(0, RUN_LENGTH);
        try (WritHttp http = new WritHttp(url)) {
            List<String> differences = Story.play(http, database, run, console.out());
            if (differences.isEmpty()) {
                console.out().println("Everything happened as it should.");
                return 0;
            }
            differences.forEach(difference -> console.err().println("writ: " + difference));
            return 1;
        } catch (ConnectException e) {
            throw new RefusedException("nothing answers at " + url + ": start it with ./writ up", e);
        }
    }
}
