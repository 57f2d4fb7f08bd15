package dev.writ.local;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A cluster's topics as a test uses them. */
record Kafka(LocalCluster cluster) {

    <V extends SpecificRecord> void produce(Topic<V> topic, String key, V value)
            throws InterruptedException, ExecutionException {
        Map<String, Object> settings = cluster.connection().producer("test");
        try (AvroSerde<V> serde = AvroSerde.of(topic, cluster.connection().registry());
                KafkaProducer<String, V> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), serde.serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    /** All that the topic holds now. */
    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        Map<String, Object> settings = cluster.connection().consumer("test");
        try (AvroSerde<V> serde = AvroSerde.of(topic, cluster.connection().registry());
                KafkaConsumer<String, V> consumer =
                        new KafkaConsumer<>(settings, new StringDeserializer(), serde.deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<V> values = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }
}
