package dev.writ.launcher.audit;

import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.personal.ChangedTextException;
import dev.writ.sink.personal.KeyEncryptionKey;
import dev.writ.sink.personal.StoredTexts;
import dev.writ.sink.personal.TextCase;
import dev.writ.sink.personal.WrongKeyException;
import dev.writ.sink.store.Database;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what was asked and answered. */
@Command(
        name = "text",
        description = {
            "Prints what was asked and what was answered, and whether the answer is the one that the audit has the hash of.",
            "Exit codes: 0 shown, 1 what is stored is not what was answered or stored, 2 refused, 3 erased or not there."
        },
        mixinStandardHelpOptions = true)
final class TextCommand implements Callable<Integer> {

    private static final int CHANGED = 1;
    private static final int NOT_THERE = 3;
    private static final String CLIENT_ID = "writ-audit-text";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "ID", description = "An execution, or a request.")
    private String id = "";

    TextCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(Role.allKeys(), console.environment());
        SinkConfig config = SinkTables.config(settings);
        KeyEncryptionKey key = KeyEncryptionKey.read(config.personalKeyFile()
                .orElseThrow(() -> new RefusedException(KeyEncryptionKey.SETTING + " must be given")));
        return ClusterAdmin.of(settings, CLIENT_ID).use(kafka -> show(kafka, config, key));
    }

    private int show(KafkaConnection kafka, SinkConfig config, KeyEncryptionKey key) {
        try (Database database = SinkTables.open(config)) {
            Optional<TextCase> found = new StoredTexts(database, kafka.registry(), key).find(id);
            if (found.isEmpty()) {
                console.err().println(Printable.line("writ: no decision on " + id + " is in the tables"));
                return NOT_THERE;
            }
            TextReport report = TextReport.of(found.get());
            console.out().print(report.text());
            console.out().flush();
            return switch (report.finding()) {
                case SHOWN -> 0;
                case CHANGED -> CHANGED;
                case NOT_THERE -> NOT_THERE;
            };
        } catch (WrongKeyException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (ChangedTextException e) {
            console.err().println(Printable.line("writ: " + e.getMessage()));
            return CHANGED;
        }
    }
}
