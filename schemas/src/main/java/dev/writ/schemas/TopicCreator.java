package dev.writ.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of the catalogue that a cluster lacks. */
public final class TopicCreator {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private TopicCreator() {}

    /**
     * Creates what is missing and leaves what is there as it is. Back when a broker lists all of them, so that whoever
     * starts next finds its topics.
     *
     * @param partitionLimit most partitions that a new topic gets, 1 or more
     * @param replication copies of each partition, 1 or more; -1: as the cluster has it
     * @return the names of the topics that were created
     * @throws KafkaException if the cluster refuses
     */
    public static List<String> createMissing(Admin admin, int partitionLimit, short replication) {
        return names(createMissing(admin, topic -> topic.toNewTopic(partitionLimit, replication)));
    }

    /**
     * As the other, with a layout of the caller's.
     *
     * @param layout a topic as it is to be created
     * @return the topics that were created
     * @throws KafkaException if the cluster refuses
     */
    public static List<NewTopic> createMissing(Admin admin, Function<Topic<?>, NewTopic> layout) {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (Topic<?> topic : Topics.ALL) {
                if (!present.contains(topic.name())) {
                    missing.add(layout.apply(topic));
                }
            }
            create(admin, missing);
            return missing;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof TopicExistsException) {
                return createMissing(admin, layout);
            }
            throw new KafkaException("topics could not be created: " + (cause == null ? e : cause).getMessage(), e);
        }
    }

    /**
     * Creates topics. Back when a broker lists them and the leader of each partition takes records. Who sends several
     * batches to a leader that is only being made may find the first one refused and the second one taken; the first is
     * then out of sequence for good, and its sender tries until the delivery times out.
     *
     * @throws ExecutionException if the cluster refuses, with the reason as its cause
     */
    public static void create(Admin admin, Collection<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        admin.createTopics(topics).all().get();
        while (!admin.listTopics().names().get().containsAll(names(topics)) || !allLed(admin, names(topics))) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Whether each partition's leader says where it ends; waits for a leader that is known and not ready. */
    private static boolean allLed(Admin admin, List<String> topics) throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(each ->
                                ends.put(new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
            }
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // Another broker answered, which has not heard of the topic yet.
                return false;
            }
            throw e;
        }
    }

    private static List<String> names(Collection<NewTopic> topics) {
        return topics.stream().map(NewTopic::name).toList();
    }
}
