package dev.writ.torture.gather;

import dev.writ.schemas.Topics;
import dev.writ.torture.history.OpenTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.common.TopicPartition;

/** Looks for transactions that are open. */
public final class OpenTransactions {

    private OpenTransactions() {}

    /**
     * Those of all partitions of Writ's topics.
     *
     * @throws IOException if the cluster does not say
     */
    public static Set<OpenTransaction> look(Admin admin) throws IOException, InterruptedException {
        try {
            Map<TopicPartition, PartitionProducerState> states =
                    admin.describeProducers(partitions(admin)).all().get();
            Set<OpenTransaction> open = new HashSet<>();
            states.forEach((partition, state) -> state.activeProducers()
                    .forEach(producer -> producer.currentTransactionStartOffset()
                            .ifPresent(offset -> open.add(
                                    new OpenTransaction(partition.toString(), producer.producerId(), offset)))));
            return open;
        } catch (ExecutionException e) {
            throw new IOException("the brokers do not tell of transactions", e);
        }
    }

    private static Collection<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(Topics.names(Topics.ALL))
                .allTopicNames()
                .get()
                .forEach((name, topic) ->
                        topic.partitions().forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
        return partitions;
    }
}
