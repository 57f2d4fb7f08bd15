package dev.writ.benchmark.local;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests as a gateway sends them, each of a user of its own, whose id is the record's key and that of the decision. */
public final class RequestRecords {

    private static final String SOURCE = "/writ/bench";
    private static final String MESSAGE = "What did we agree on about the delivery dates, and who tells the customer? ";

    private final AvroSerializer<SpecificRecord> serializer;
    private final IntSupplier agents;

    /**
     * Requests for agents.
     *
     * @param agents gives the number of the next request's agent
     */
    public RequestRecords(SchemaRegistryClient registry, IntSupplier agents) {
        this.serializer = new AvroSerializer<>(registry);
        this.agents = agents;
    }

    /** A chat, which is decided and handed to a worker. */
    public ProducerRecord<byte[], byte[]> chat(String key) {
        return chatTo(Topics.CHAT_REQUESTS.name(), key);
    }

    /** The bytes of a chat, for a topic that Writ does not read. */
    public ProducerRecord<byte[], byte[]> chatTo(String topic, String key) {
        ChatRequested chat = ChatRequested.newBuilder()
                .setRequestId(key)
                .setUserId(key)
                .setAgentId(Agents.id(agents.getAsInt()))
                .setMessage(MESSAGE)
                .build();
        return record(topic, key, Topics.CHAT_REQUESTS.name(), chat);
    }

    /** A check, which is decided, and nothing runs. */
    public ProducerRecord<byte[], byte[]> check(String key) {
        return checkTo(Topics.CHECK_REQUESTS.name(), key);
    }

    /** The bytes of a check, for a topic that Writ does not read. */
    public ProducerRecord<byte[], byte[]> checkTo(String topic, String key) {
        CheckRequested check = CheckRequested.newBuilder()
                .setRequestId(key)
                .setUserId(key)
                .setAgentId(Agents.id(agents.getAsInt()))
                .setAction("stream_chat")
                .build();
        return record(topic, key, Topics.CHECK_REQUESTS.name(), check);
    }

    /** @param subject the topic whose schema it has */
    private ProducerRecord<byte[], byte[]> record(String topic, String key, String subject, SpecificRecord body) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.US_ASCII), serializer.serialize(subject, body));
        CloudEvent.of(key, SOURCE, body, Instant.now(), CloudEvent.traceparentFrom(key))
                .writeTo(record.headers());
        return record;
    }
}
