package dev.writ.launcher;

import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.cluster.ClusterTopics;
import dev.writ.launcher.cluster.Finding;
import dev.writ.launcher.cluster.TopicFound;
import dev.writ.launcher.cluster.TopicReport;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.console.TextTable;
import dev.writ.launcher.reference.AsyncApiDocument;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import dev.writ.topology.GovernanceConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the topic catalogue, for people or programs; creates on a cluster what it lacks, or compares the cluster with it. */
@Command(
        name = "topics",
        description = {
            "Prints the topics; with --create, creates those that the cluster lacks;",
            "with --check, compares the cluster with them: exit code 1 if something is wrong;",
            "with --asyncapi, prints the AsyncAPI document of them."
        },
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    private static final int FAULTY = 1;
    private static final short AS_THE_CLUSTER_HAS_IT = -1;

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @ArgGroup
    private @Nullable Job job;

    /** What is to be done; nothing prints the catalogue. */
    private static final class Job {
        @Option(names = "--create", description = "Create the topics that the cluster of bootstrap.servers lacks.")
        private boolean create;

        @Option(names = "--check", description = "Compare the topics of the cluster of bootstrap.servers.")
        private boolean check;

        @Option(names = "--asyncapi", description = "Print the AsyncAPI document, with keys, headers and schemas.")
        private boolean asyncApi;
    }

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a new topic that has more than one (default: as printed).")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = {
                "Copies of each partition of a new topic (default: as the cluster has it).",
                "From 3 on, a write waits for two of them: min.insync.replicas=2."
            })
    private @Nullable Short replication;

    TopicsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean create = job != null && job.create;
        if (!create && (partitions != null || replication != null)) {
            throw new RefusedException("--partitions and --replication are of new topics: add --create");
        }
        if ((partitions != null && partitions < 1) || (replication != null && replication < 1)) {
            throw new RefusedException("--partitions and --replication must be 1 or more");
        }
        if (job != null && job.asyncApi) {
            return print(AsyncApiDocument.text());
        }
        Settings settings = options.read(Role.allKeys(), console.environment());
        if (create) {
            create(ClusterAdmin.of(settings, "writ-topics"));
            return 0;
        }
        boolean check = job != null && job.check;
        return check ? check(ClusterAdmin.of(settings, "writ-topics"), settings) : list();
    }

    private int list() {
        TextTable table = new TextTable("topic", "value", "partitions", "cleanup", "kept");
        for (Topic<?> topic : Topics.ALL) {
            table.row(
                    topic.name(),
                    topic.type().getSimpleName(),
                    Integer.toString(topic.partitions()),
                    topic.cleanup().name().toLowerCase(Locale.ROOT),
                    kept(topic));
        }
        return print(table);
    }

    private void create(ClusterAdmin cluster) throws InterruptedException {
        List<NewTopic> created = cluster.call(admin -> {
            Optional<Integer> shared =
                    TopicReport.shared(new ClusterTopics(admin).find(Topics.names(Topics.CO_PARTITIONED)));
            return TopicCreator.createMissing(admin, topic -> layout(topic, shared));
        });
        Set<String> names = new HashSet<>();
        for (NewTopic topic : created) {
            names.add(topic.name());
            console.out().println("created " + topic.name() + ", partitions " + topic.numPartitions());
        }
        Topics.names(Topics.ALL).stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> console.out().println("there already " + name));
        console.out().flush();
    }

    private NewTopic layout(Topic<?> topic, Optional<Integer> shared) {
        int wanted = partitions == null ? topic.partitions() : partitions;
        if (Topics.CO_PARTITIONED.contains(topic) && shared.isPresent() && shared.get() != wanted) {
            throw new RefusedException(topic.name() + " needs as many partitions as the topics it is read with,"
                    + " which are there with " + shared.get() + ": --partitions " + shared.get());
        }
        return topic.toSpreadTopic(wanted, replication == null ? AS_THE_CLUSTER_HAS_IT : replication);
    }

    private int check(ClusterAdmin cluster, Settings settings) throws InterruptedException {
        GovernanceConfig governance = settings.reading(() ->
                GovernanceConfig.from(settings.of(Role.TOPOLOGY.definition().names())));
        TopicReport report = cluster.call(admin -> {
            ClusterTopics topics = new ClusterTopics(admin);
            Map<String, TopicFound> found = new TreeMap<>(topics.find(Topics.names(Topics.ALL)));
            found.putAll(topics.find(topics.beginning(governance.applicationId() + "-")));
            return TopicReport.of(found, governance.replication());
        });
        print(report.table());
        long faults = report.count(Finding.Weight.FAULT);
        console.out().println();
        console.out().println("faults: " + faults + ", notes: " + report.count(Finding.Weight.NOTE));
        return faults == 0 ? 0 : FAULTY;
    }

    private int print(Object text) {
        console.out().print(text);
        console.out().flush();
        return 0;
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
