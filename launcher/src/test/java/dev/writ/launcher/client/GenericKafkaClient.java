package dev.writ.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A user's own Kafka client: knows Avro, the registry's REST API and the wire format, and no class of Writ. */
public final class GenericKafkaClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER_BYTES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Registered(int id, Schema schema) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final String bootstrapServers;
    private final URI registry;

    public GenericKafkaClient(String bootstrapServers, URI registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    /** A record of the topic's latest schema with its defaults, for the caller to fill. */
    public GenericRecord newRecord(String topic) throws IOException, InterruptedException {
        GenericRecord made = new GenericData.Record(latest(topic).schema());
        made.getSchema().getFields().stream()
                .filter(Schema.Field::hasDefaultValue)
                .forEach(field -> made.put(field.pos(), GenericData.get().getDefaultValue(field)));
        return made;
    }

    /** Writes a record, and waits until the broker has it. */
    public void produce(String topic, String key, GenericRecord value)
            throws IOException, InterruptedException, ExecutionException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4).putInt(0, latest(topic).id()).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, bytes.toByteArray())).get();
        }
    }

    /** The first record of a topic whose field has the value; empty if none comes within 30 s. */
    public Optional<GenericRecord> find(String topic, String field, String value)
            throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> candidate : consumer.poll(Duration.ofMillis(200))) {
                    GenericRecord decoded = decode(candidate.value());
                    if (value.equals(String.valueOf(decoded.get(field)))) {
                        return Optional.of(decoded);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private GenericRecord decode(byte[] value) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        if (buffer.get() != 0) {
            throw new IOException("not in the Confluent wire format");
        }
        Schema schema = new Schema.Parser()
                .parse(get("/schemas/ids/" + buffer.getInt()).path("schema").asText());
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));
    }

    private Registered latest(String topic) throws IOException, InterruptedException {
        JsonNode version = get("/subjects/" + topic + "-value/versions/latest");
        return new Registered(
                version.path("id").asInt(),
                new Schema.Parser().parse(version.path("schema").asText()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registry + path)).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
