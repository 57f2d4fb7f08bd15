package dev.writ.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue that a cluster lacks. */
public final class TopicCreator {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private TopicCreator() {}

    /**
     * Creates what is missing and leaves what is there as it is. Back when a broker lists all of them, so that whoever
     * starts next finds its topics.
     *
     * @param partitionLimit most partitions that a new topic gets, 1 or more
     * @param replication copies of each partition, 1 or more
     * @return the names of the topics that were created
     * @throws KafkaException if the cluster refuses
     */
    public static List<String> createMissing(Admin admin, int partitionLimit, short replication) {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.ALL.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(topic -> topic.toNewTopic(partitionLimit, replication))
                    .toList();
            admin.createTopics(missing).all().get();
            while (!admin.listTopics().names().get().containsAll(names(missing))) {
                Thread.sleep(BETWEEN_LOOKS);
            }
            return names(missing);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return createMissing(admin, partitionLimit, replication);
            }
            throw new KafkaException("topics could not be created: " + e.getMessage(), e);
        }
    }

    private static List<String> names(List<NewTopic> topics) {
        return topics.stream().map(NewTopic::name).toList();
    }
}
