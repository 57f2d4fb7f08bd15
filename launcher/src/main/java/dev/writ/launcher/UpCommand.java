package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.logging.LogFile;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.role.StopSignals;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.launcher.up.UpOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs all of Writ on this machine until a signal comes. */
@Command(
        name = "up",
        description = "Runs all of Writ on this machine: Kafka, PostgreSQL, schema registry and every role.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int GAVE_UP = 1;

    private final Console console;

    @Mixin
    private UpOptions up = new UpOptions();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = options.read(Role.allKeys(), console.environment());
        StopSignals signals = StopSignals.take();
        @Nullable String home = System.getProperty("writ.home");
        Path data = up.data(home);
        LocalSettings plan = new LocalSettings(settings, data, up.ports()).checked();
        Path log = data.resolve("writ.log");
        LogFile.open(log);
        console.out().println("writ: starting, with its data in " + data);
        try (LocalWrit writ = LocalWrit.start(plan, console.environment())) {
            if (!signals.isStopping()) {
                FirstAgent.ensureAt(writ.url());
                describe(writ, log);
            }
            int code = watch(writ, signals);
            console.out().println("writ: stopping");
            return code;
        }
    }

    /** Waits for a signal, or for a role to give up. */
    private int watch(LocalWrit writ, StopSignals signals) throws InterruptedException {
        while (true) {
            Optional<Integer> code = signals.await(LOOK_AGAIN);
            if (code.isPresent()) {
                return code.get();
            }
            Optional<String> givenUp = writ.givenUp();
            if (givenUp.isPresent()) {
                console.err().println("writ: " + givenUp.get());
                return GAVE_UP;
            }
        }
    }

    private void describe(LocalWrit writ, Path log) {
        PrintWriter out = console.out();
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        out.printf("writ: ready after %.1f s; Ctrl-C stops it%n%n", seconds);
        out.println("  gateway     " + writ.url());
        out.println("  console     " + writ.url().resolve("/"));
        out.println("  Kafka       " + writ.cluster().bootstrapServers());
        out.println("  registry    " + writ.cluster().registryUrl());
        out.println("  PostgreSQL  " + writ.cluster().jdbcUrl());
        out.println("  management  " + writ.management());
        out.println("  log         " + log);
        out.println();
        out.println("Try it:");
        out.println();
        out.println(FirstAgent.curlAt(writ.url()));
        out.println();
        out.flush();
    }
}
