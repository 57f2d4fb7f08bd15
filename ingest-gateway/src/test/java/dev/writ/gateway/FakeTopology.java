package dev.writ.gateway;

import static org.awaitility.Awaitility.await;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.Ids;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays the topology on the real broker: one decision a request, by the name of the agent it asks for ("student" is
 * blocked, "silent" never decided, "invalid" given up, "strict" refuses what it allows, others are allowed), and a small
 * agent registry.
 */
final class FakeTopology implements AutoCloseable {

    private static final List<Topic<?>> INPUTS = List.of(
            Topics.CHAT_REQUESTS,
            Topics.CANVAS_REQUESTS,
            Topics.FORM_REQUESTS,
            Topics.CHECK_REQUESTS,
            Topics.AGENT_COMMANDS,
            Topics.EXECUTION_CONTROLS);

    private final Queue<ConsumerRecord<byte[], byte[]>> received = new ConcurrentLinkedQueue<>();
    final Map<String, AgentState> agents = new ConcurrentHashMap<>();
    private final KafkaConnection connection;
    private final SchemaRegistryClient registry;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<String> decided = new HashSet<>();
    private final Thread thread;

    FakeTopology(KafkaConnection connection) {
        this.connection = connection;
        this.registry = connection.registry();
        this.consumer = new KafkaConsumer<>(
                connection.consumer("fake-topology"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                connection.producer("fake-topology"), new ByteArraySerializer(), new ByteArraySerializer());
        List<TopicPartition> partitions = INPUTS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().daemon().start(this::run);
    }

    /** Writes an event as the topology or worker would. */
    <V extends SpecificRecord> RecordMetadata publish(Topic<V> topic, String key, V value) {
        return publish(topic, key, value, Map.of());
    }

    <V extends SpecificRecord> RecordMetadata publish(
            Topic<V> topic, String key, V value, Map<String, String> headers) {
        byte[] bytes = new AvroSerializer<V>(registry).serialize(topic.name(), value);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes);
        CloudEvent.of(Ids.derive("test", key), "/test", value, Instant.now(), CloudEvent.traceparentFrom(key))
                .writeTo(record.headers());
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return send(record);
    }

    /** Writes events of a stream, numbered from {@code seq} on, as a worker would; where the last of them stands. */
    RecordMetadata emit(String execution, int attempt, long seq, SpecificRecord... bodies) {
        RecordMetadata last = null;
        for (SpecificRecord body : bodies) {
            last = publish(Topics.TOKENS, execution, Fakes.token(execution, attempt, seq++, body));
        }
        return Objects.requireNonNull(last);
    }

    /** Writes deltas of a stream, each with the same text, without waiting for one before the next. */
    void flood(String execution, long seq, int count, String text) {
        AvroSerializer<TokenEvent> serializer = new AvroSerializer<>(registry);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (long next = seq; next < seq + count; next++) {
            TokenEvent token = Fakes.token(execution, 1, next, Fakes.delta(text));
            sent.add(producer.send(new ProducerRecord<>(
                    Topics.TOKENS.name(),
                    execution.getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(Topics.TOKENS.name(), token))));
        }
        sent.forEach(FakeTopology::done);
    }

    /** Deletes a partition up to and with a record, as retention would. */
    void expire(RecordMetadata last) {
        try (Admin admin = Admin.create(connection.admin("retention"))) {
            done(admin.deleteRecords(Map.of(
                            new TopicPartition(last.topic(), last.partition()),
                            RecordsToDelete.beforeOffset(last.offset() + 1)))
                    .all());
        }
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return done(producer.send(record));
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was received under a key, so far. */
    List<ConsumerRecord<byte[], byte[]>> received(String key) {
        return received.stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .toList();
    }

    /** The first chat request of a session; waits for it. */
    ChatRequested chatOf(String session) {
        return await().until(
                        () -> received(session).stream()
                                .filter(record -> record.topic().equals(Topics.CHAT_REQUESTS.name()))
                                .findFirst()
                                .map(record -> read(Topics.CHAT_REQUESTS, record)),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The value of a record that was received. */
    <V extends SpecificRecord> V read(Topic<V> topic, ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(
                new AvroDeserializer<>(topic.type(), registry).deserialize(topic.name(), record.value()));
    }

    private void run() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::receive);
            }
        } catch (WakeupException e) {
            producer.close();
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        received.add(record);
        if (record.topic().equals(Topics.EXECUTION_CONTROLS.name())) {
            return;
        }
        if (record.topic().equals(Topics.AGENT_COMMANDS.name())) {
            execute(record, read(Topics.AGENT_COMMANDS, record));
            return;
        }
        SpecificRecord request = switch (record.topic()) {
            case "writ.requests.chat" -> read(Topics.CHAT_REQUESTS, record);
            case "writ.requests.canvas" -> read(Topics.CANVAS_REQUESTS, record);
            case "writ.requests.form" -> read(Topics.FORM_REQUESTS, record);
            default -> read(Topics.CHECK_REQUESTS, record);
        };
        String requestId =
                (String) request.get(request.getSchema().getField("request_id").pos());
        if (!decided.add(requestId)) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        Object agent = request.get(request.getSchema().getField("agent_id").pos());
        String agentId = agent == null ? "chat-assistant" : (String) agent;
        if (agentId.equals("silent")) {
            return;
        }
        if (agentId.equals("invalid")) {
            giveUp(record, requestId, DeadLetterReason.INVALID, "user_id_invalid");
            return;
        }
        Fakes.Decision decision = new Fakes.Decision(requestId, agentId, record);
        publish(
                Topics.DECISIONS,
                key,
                switch (request) {
                    case ChatRequested chat -> decision.on(chat);
                    case CanvasRequested canvas -> decision.on(canvas);
                    case FormSubmitted form -> decision.on(form);
                    case CheckRequested check -> decision.on(check);
                    default -> throw new IllegalStateException();
                },
                Map.of(
                        "writ-cache-stats",
                        "size=2,max_size=10,hits=3,misses=1,evictions=0,invalidations=0,ttl_seconds=60"));
    }

    private void execute(ConsumerRecord<byte[], byte[]> record, AgentCommand command) {
        String id = command.getCommandId().orElseThrow();
        if (!decided.add(id)) {
            return;
        }
        AgentState before = agents.get(command.getAgentId());
        boolean registers = command.getBody().getClass().getSimpleName().equals("RegisterAgent");
        if (registers && before != null) {
            giveUp(record, id, DeadLetterReason.REFUSED, "agent_exists");
        } else if (!registers && before == null) {
            giveUp(record, id, DeadLetterReason.REFUSED, "agent_unknown");
        } else {
            AgentState after = Fakes.apply(command, before);
            agents.put(after.getAgentId(), after);
            publish(Topics.AGENTS, after.getAgentId(), after);
        }
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> record, String id, DeadLetterReason reason, String code) {
        DeadLetters.Why why = new DeadLetters.Why(reason, code, "it was " + code, "test", id);
        publish(Topics.DEAD_LETTERS, new String(record.key(), StandardCharsets.UTF_8), DeadLetters.of(record, why));
    }

    /** How many records each input topic holds. */
    Map<String, Long> published() {
        Map<String, Long> counts = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> asking = new KafkaConsumer<>(
                connection.consumer("count"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Topic<?> topic : Topics.ALL) {
                List<TopicPartition> partitions = asking.partitionsFor(topic.name()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                counts.put(
                        topic.name(),
                        asking.endOffsets(partitions).values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
            }
        }
        return counts;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
