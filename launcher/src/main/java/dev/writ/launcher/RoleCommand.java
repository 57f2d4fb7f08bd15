package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.management.ManagementServer;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.role.StopSignals;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one role against the Kafka, registry and PostgreSQL that the settings name, until a signal comes. */
@Command(mixinStandardHelpOptions = true)
final class RoleCommand implements Callable<Integer> {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int GAVE_UP = 1;

    private final Role role;
    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    private RoleCommand(Role role, Console console) {
        this.role = role;
        this.console = console;
    }

    /** One command for each role. */
    static List<CommandLine> all(Console console) {
        return Arrays.stream(Role.values())
                .map(role -> {
                    CommandLine line = new CommandLine(new RoleCommand(role, console));
                    line.setCommandName(role.id());
                    line.getCommandSpec().usageMessage().description("Runs one role. " + role.description());
                    return line;
                })
                .toList();
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(Role.allKeys(), console.environment());
        role.check(settings);
        StopSignals signals = StopSignals.take();
        try (Telemetry telemetry = new Telemetry(console.environment(), "writ-" + role.id());
                Assembly assembly = new Assembly()) {
            role.management(settings).ifPresent(config -> {
                ManagementServer server = ManagementServer.start(config, assembly::troubles, telemetry);
                assembly.add(new Part("management", Map::of, server::close));
            });
            Part part = role.start(settings, telemetry);
            assembly.add(part);
            return watch(part, assembly, signals);
        }
    }

    /** Waits for a signal, however long what the role needs is away, or for the role to give up. */
    private int watch(Part part, Assembly assembly, StopSignals signals) throws InterruptedException {
        boolean announced = false;
        while (true) {
            Optional<Integer> code = signals.await(LOOK_AGAIN);
            if (code.isPresent()) {
                return code.get();
            }
            Optional<String> givenUp = assembly.givenUp();
            if (givenUp.isPresent()) {
                console.err().println("writ: " + givenUp.get());
                return GAVE_UP;
            }
            if (!announced && part.isReady()) {
                announced = true;
                console.out().println("writ " + role.id() + " is ready; Ctrl-C stops it");
            }
        }
    }
}
