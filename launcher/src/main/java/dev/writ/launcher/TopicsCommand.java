package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.TextTable;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the topic catalogue, and creates on a cluster what it lacks. */
@Command(
        name = "topics",
        description = "Prints the topics; with --create, creates those that the cluster lacks.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--create", description = "Create the topics that the cluster of bootstrap.servers lacks.")
    private boolean create;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Copies of each partition of a new topic (default: ${DEFAULT-VALUE}; a single broker needs 1).")
    private short replication;

    TopicsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (create) {
            createMissing().forEach(name -> console.out().println("created " + name));
            return 0;
        }
        TextTable table = new TextTable("topic", "value", "partitions", "cleanup", "kept");
        for (Topic<?> topic : Topics.ALL) {
            table.row(
                    topic.name(),
                    topic.type().getSimpleName(),
                    Integer.toString(topic.partitions()),
                    topic.cleanup().name().toLowerCase(Locale.ROOT),
                    kept(topic));
        }
        console.out().print(table);
        console.out().flush();
        return 0;
    }

    private List<String> createMissing() {
        AbstractConfig config = new AbstractConfig(
                KafkaConnection.define(new ConfigDef()),
                options.read(Role.allKeys(), console.environment()).values(),
                false);
        try (Admin admin = Admin.create(KafkaConnection.from(config).admin("writ-topics"))) {
            return TopicCreator.createMissing(admin, Integer.MAX_VALUE, replication);
        }
    }

    private static String kept(Topic<?> topic) {
        if (topic.cleanup() == Topic.Cleanup.COMPACT) {
            return "latest of each key";
        }
        if (topic.retention().equals(Topic.FOREVER)) {
            return "for ever";
        }
        long hours = topic.retention().toHours();
        return hours > 48 ? hours / 24 + " days" : hours + " hours";
    }
}
