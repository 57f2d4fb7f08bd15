package dev.writ.launcher.cluster;

import dev.writ.launcher.cluster.TopicFound.Missing;
import dev.writ.launcher.cluster.TopicFound.Present;
import dev.writ.launcher.cluster.TopicFound.Withheld;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics as a cluster has them. */
public final class ClusterTopics {

    private final Admin admin;

    /** @param admin stays the caller's to close */
    public ClusterTopics(Admin admin) {
        this.admin = admin;
    }

    /** The names of the topics that begin so, and that the user may see. */
    public List<String> beginning(String beginning) throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList();
    }

    /** Each topic, by name. */
    public Map<String, TopicFound> find(Collection<String> names) throws ExecutionException, InterruptedException {
        Map<String, TopicFound> found = new TreeMap<>();
        Map<String, TopicDescription> described = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                described.put(topic.getKey(), topic.getValue().get());
            } catch (ExecutionException e) {
                found.put(topic.getKey(), absent(e, "Describe"));
            }
        }
        Map<String, KafkaFuture<Config>> settings = settings(described.keySet());
        for (TopicDescription topic : described.values()) {
            try {
                Config config = settings.getOrDefault(topic.name(), KafkaFuture.completedFuture(new Config(List.of())))
                        .get();
                found.put(topic.name(), present(topic, config));
            } catch (ExecutionException e) {
                found.put(topic.name(), absent(e, "DescribeConfigs"));
            }
        }
        return found;
    }

    private Map<String, KafkaFuture<Config>> settings(Collection<String> names) {
        return admin
                .describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private static TopicFound absent(ExecutionException failure, String operation) throws ExecutionException {
        return switch (failure.getCause()) {
            case UnknownTopicOrPartitionException _ -> new Missing();
            case AuthorizationException _ ->
                new Withheld("cannot be looked at: the user has no right to " + operation + ", see writ acls operator");
            case null, default -> throw failure;
        };
    }

    private static Present present(TopicDescription topic, Config config) {
        List<TopicPartitionInfo> partitions = topic.partitions();
        Map<String, String> settings = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        return new Present(
                partitions.size(),
                partitions.stream()
                        .mapToInt(info -> info.replicas().size())
                        .min()
                        .orElse(0),
                (int) partitions.stream().filter(ClusterTopics::isLeaderless).count(),
                (int) partitions.stream()
                        .filter(info -> info.isr().size() < info.replicas().size())
                        .count(),
                settings);
    }

    private static boolean isLeaderless(TopicPartitionInfo info) {
        return info.leader() == null || info.leader().isEmpty();
    }
}
