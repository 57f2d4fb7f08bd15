package dev.writ.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.TextTable;
import dev.writ.launcher.reference.ConfigurationPage;
import dev.writ.launcher.reference.EffectiveSetting;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the settings that roles would start with, and refuses what their start would. */
@Command(
        name = "config",
        description =
                "Prints the settings that the roles would start with, without secrets, and where each comes from.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLE",
            description = "topology, worker, sink or gateway (default: all of them).")
    private @Nullable Role role;

    @Option(names = "--json", description = "Print one JSON object, by role and key.")
    private boolean json;

    @Option(names = "--reference", description = "Print the reference page of all settings instead.")
    private boolean reference;

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = console.out();
        if (reference) {
            out.print(ConfigurationPage.text());
            out.flush();
            return 0;
        }
        Settings settings = options.read(Role.allKeys(), console.environment());
        List<Role> roles = role == null ? Arrays.asList(Role.values()) : List.of(role);
        out.print(json ? object(roles, settings) : tables(settings));
        out.flush();
        roles.forEach(each -> each.check(settings));
        return 0;
    }

    private String tables(Settings settings) {
        if (role != null) {
            return table(EffectiveSetting.of(role, settings));
        }
        StringBuilder text = new StringBuilder("EVERY ROLE\n").append(table(EffectiveSetting.common(settings)));
        for (Role each : Role.values()) {
            text.append('\n').append(each.name()).append('\n');
            text.append(table(EffectiveSetting.ownOf(each, settings)));
        }
        return text.toString();
    }

    private static String table(List<EffectiveSetting> settings) {
        TextTable table = new TextTable("key", "value", "source");
        for (EffectiveSetting setting : settings) {
            String source = setting.source() + " " + setting.place();
            table.row(setting.key(), setting.value().orElse("(none)"), source.strip());
        }
        return table.toString();
    }

    private static String object(List<Role> roles, Settings settings) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        for (Role each : roles) {
            ObjectNode keys = root.putObject(each.id());
            for (EffectiveSetting setting : EffectiveSetting.of(each, settings)) {
                ObjectNode entry = keys.putObject(setting.key());
                entry.put("value", setting.value().orElse(null));
                entry.put("source", setting.source());
                if (!setting.place().isEmpty()) {
                    entry.put("place", setting.place());
                }
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
