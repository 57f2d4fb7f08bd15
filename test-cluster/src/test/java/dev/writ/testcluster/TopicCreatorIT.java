package dev.writ.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.TopicCreator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class TopicCreatorIT {

    private static final int TOPICS = 20;
    private static final int BATCHES = 20;

    private final TestCluster cluster;

    TopicCreatorIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void createsTopicsThatTakeManyBatchesAtOnce() throws ExecutionException, InterruptedException {
        // Given
        Map<String, Object> settings = new HashMap<>(cluster.connection().producer("test"));
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
        try (Admin admin = Admin.create(cluster.connection().admin("test"));
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < TOPICS; number++) {
                String topic = "created-" + number;

                // When
                TopicCreator.create(admin, List.of(new NewTopic(topic, 2, (short) 1)));

                // Then
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int batch = 0; batch < BATCHES; batch++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, 1, null, new byte[1])));
                }
                for (int batch = 0; batch < BATCHES; batch++) {
                    assertThat(sent.get(batch).get().offset()).isEqualTo(batch);
                }
            }
        }
    }
}
