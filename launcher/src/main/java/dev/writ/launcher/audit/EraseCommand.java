package dev.writ.launcher.audit;

import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.SubjectErased;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.personal.Erasure;
import dev.writ.sink.personal.Erasures;
import dev.writ.sink.personal.KafkaErasureLog;
import dev.writ.sink.store.Database;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a person's texts unreadable. */
@Command(
        name = "erase",
        description = {
            "Destroys the key of a person's stored texts, deletes them, and leaves an entry in the audit. It cannot be undone.",
            "Run again after a failure, it finishes what is left.",
            "Exit codes: 0 erased, and the entry stands; 1 not, or without the entry yet: run it again; 2 refused."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

    private static final String CLIENT_ID = "writ-audit-erase";

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "SUBJECT", description = "The user id whose texts they are.")
    private String subject = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why. It stands in the audit for good, so nothing personal belongs here.")
    private String reason = "";

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Who erases (default: the user of the operating system).")
    private String actor = System.getProperty("user.name", "unknown");

    @Option(names = "--yes", description = "Erase. Without it the command only says what it would do.")
    private boolean yes;

    EraseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (subject.isBlank() || reason.isBlank() || actor.isBlank()) {
            throw new RefusedException("SUBJECT, --reason and --actor must not be blank");
        }
        Settings settings = options.read(Role.allKeys(), console.environment());
        SinkConfig config = SinkTables.config(settings);
        return ClusterAdmin.of(settings, CLIENT_ID).use(kafka -> erase(kafka, config));
    }

    private int erase(KafkaConnection kafka, SinkConfig config) {
        try (Database database = SinkTables.open(config);
                KafkaErasureLog log = new KafkaErasureLog(kafka, CLIENT_ID)) {
            Erasures erasures = new Erasures(database);
            if (!yes) {
                throw new RefusedException(
                        erasures.stored(subject) + " texts of " + subject + " would be erased; --yes erases them");
            }
            erasures.erase(subject, reason, actor).ifPresentOrElse(this::tellErased, () -> tellNothing(erasures));
            tellPublished(erasures, log);
            return 0;
        }
    }

    private void tellErased(Erasure erasure) {
        SubjectErased event = erasure.event();
        console.out()
                .println(Printable.line("erased " + event.getTexts() + " texts of " + event.getSubject() + " at "
                        + event.getErasedAt()));
        console.out().println("Kafka holds copies in clear until retention removes them, at the latest:");
        ClearCopies.after(event.getErasedAt()).forEach(line -> console.out().println("  " + line));
        console.out().println("Backups and the write-ahead log of PostgreSQL hold the key as it was stored.");
        console.out().flush();
    }

    private void tellNothing(Erasures erasures) {
        Optional<String> when = erasures.lastOf(subject).map(Object::toString);
        console.out()
                .println(Printable.line("nothing of " + subject + " has been stored since it was erased at "
                        + when.orElse("an unknown time")));
    }

    private void tellPublished(Erasures erasures, KafkaErasureLog log) {
        try {
            int published = erasures.publish(log);
            console.out().println("entries written to the audit: " + published);
            console.out().flush();
        } catch (KafkaException e) {
            console.err().println("writ: what is erased has no entry in the audit yet; run the command again");
            throw e;
        }
    }
}
