package dev.writ.torture.gather;

import dev.writ.torture.history.OpenTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartition;

/**
 * The transactions that are open at a moment, in all topics: Writ's, those of its topologies' stores, and the cluster's own.
 *
 * @param partitions how many were looked at
 * @param open those found
 */
record OpenTransactions(int partitions, Set<OpenTransaction> open) {

    OpenTransactions {
        open = Set.copyOf(open);
    }

    /**
     * Looks.
     *
     * @throws IOException if the cluster does not say
     */
    static OpenTransactions look(Admin admin) throws IOException, InterruptedException {
        try {
            List<TopicPartition> partitions = partitions(admin);
            Map<TopicPartition, PartitionProducerState> states =
                    admin.describeProducers(partitions).all().get();
            Set<OpenTransaction> open = new HashSet<>();
            states.forEach((partition, state) -> state.activeProducers()
                    .forEach(producer -> producer.currentTransactionStartOffset()
                            .ifPresent(offset -> open.add(
                                    new OpenTransaction(partition.toString(), producer.producerId(), offset)))));
            return new OpenTransactions(partitions.size(), open);
        } catch (ExecutionException e) {
            throw new IOException("the brokers do not tell of transactions", e);
        }
    }

    private static List<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach((name, topic) ->
                        topic.partitions().forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
        return partitions;
    }
}
