package dev.writ.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.TopicCreator;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Why the queue is not a share group (see RATIONALE.md): facts about Kafka, not about Writ. When this fails after an upgrade of
 * Kafka, the reason has gone.
 */
@ExtendWith(TestClusterExtension.class)
class ShareGroupRenewalIT {

    private final TestCluster cluster;
    private final String topic = "share-" + UUID.randomUUID();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    ShareGroupRenewalIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aShareConsumerGetsNothingNewWhileItRenewsARecord() throws ExecutionException, InterruptedException {
        // Given
        prepare();
        try (KafkaShareConsumer<byte[], byte[]> consumer = consumer()) {
            send(0, "long");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> poll(consumer, AcknowledgeType.RENEW).contains("long"));

            // When
            send(0, "same partition");
            send(1, "other partition");
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> poll(consumer, AcknowledgeType.RENEW).equals(Set.of("long")));

            // Then: they come as soon as the first is done with
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> poll(consumer, AcknowledgeType.ACCEPT).size() == 3);
            assertThat(seen).containsExactlyInAnyOrder("long", "same partition", "other partition");
        }
    }

    private void prepare() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            TopicCreator.create(admin, List.of(new NewTopic(topic, 2, (short) 1)));
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private KafkaShareConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = cluster.connection().admin("test");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, topic);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        KafkaShareConsumer<byte[], byte[]> consumer =
                new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /** Polls once, acknowledges all as told, and returns everything seen so far. */
    private Set<String> poll(KafkaShareConsumer<byte[], byte[]> consumer, AcknowledgeType answer) {
        for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(200))) {
            seen.add(new String(polled.value(), StandardCharsets.UTF_8));
            consumer.acknowledge(polled, answer);
        }
        return Set.copyOf(seen);
    }

    private void send(int partition, String value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                cluster.connection().producer("test"), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
