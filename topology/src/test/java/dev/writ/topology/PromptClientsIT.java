package dev.writ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.writ.schemas.Topics;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import dev.writ.topology.io.Arrivals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class PromptClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void aPollBehindRecordsEndsInTimeForTheirCommitAndAnyOtherWaits(TestCluster cluster) {
        // Given
        PromptClients clients = new PromptClients(Duration.ofMillis(5), new Arrivals());
        TopicPartition partition = new TopicPartition(Topics.TEXTS.name(), 0);
        try (Producer<byte[], byte[]> producer =
                        clients.getProducer(cluster.connection().producer("prompt"));
                Consumer<byte[], byte[]> consumer =
                        clients.getConsumer(cluster.connection().consumer("prompt"))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, send(producer, partition).offset());

            // When
            ConsumerRecords<byte[], byte[]> first = assertTimeoutPreemptively(PATIENCE, () -> consumer.poll(LONG));
            ConsumerRecords<byte[], byte[]> behind = assertTimeoutPreemptively(PATIENCE, () -> consumer.poll(LONG));
            Thread.ofVirtual().start(() -> send(producer, partition));
            ConsumerRecords<byte[], byte[]> next = assertTimeoutPreemptively(PATIENCE, () -> consumer.poll(LONG));

            // Then
            assertThat(first).extracting(ConsumerRecord::value).containsExactly("prompt".getBytes(UTF_8));
            assertThat(behind).isEmpty();
            assertThat(next).hasSize(1);
        }
    }

    private static RecordMetadata send(Producer<byte[], byte[]> producer, TopicPartition to) {
        try {
            return producer.send(new ProducerRecord<>(to.topic(), to.partition(), null, "prompt".getBytes(UTF_8)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent", e);
        }
    }
}
