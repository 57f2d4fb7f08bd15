package dev.writ.benchmark.local;

import dev.writ.policy.Agent;
import dev.writ.policy.AgentStanding;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Agents by their numbers: INTERNs, which may chat. */
public final class Agents {

    private static final String PREFIX = "bench-agent-";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration NONE_WITHIN = Duration.ofSeconds(60);
    private static final int LINGER_MILLIS = 20;

    private Agents() {}

    /** The id of an agent. */
    public static String id(int number) {
        return PREFIX + number;
    }

    /** An agent as the topology would have it. */
    public static Agent intern(int number) {
        return agent(number, Maturity.INTERN, 5_000);
    }

    /** An agent that may not chat. */
    public static Agent student(int number) {
        return agent(number, Maturity.STUDENT, 4_000);
    }

    private static Agent agent(int number, Maturity maturity, int confidence) {
        AgentStanding standing = new AgentStanding(maturity, false, false, confidence);
        return new Agent(id(number), name(number), "default", standing, 1);
    }

    private static String name(int number) {
        return "Agent " + number;
    }

    /**
     * Has agents registered by the topology, and waits until it has.
     *
     * @param first number of the first
     * @param end number behind the last
     * @throws IOException if for a minute none is
     */
    public static void register(KafkaConnection kafka, int first, int end) throws IOException {
        try (KafkaConsumer<String, byte[]> states = new KafkaConsumer<>(
                kafka.consumer("writ-bench-agents"), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = states.partitionsFor(Topics.AGENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            states.assign(partitions);
            states.seekToEnd(partitions);
            partitions.forEach(states::position);
            send(kafka, first, end);
            await(states, end - first);
        }
    }

    private static void send(KafkaConnection kafka, int first, int end) {
        Map<String, Object> settings = kafka.producer("writ-bench-agents");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        try (KafkaProducer<String, AgentCommand> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new AvroSerializer<>(kafka.registry()))) {
            for (int number = first; number < end; number++) {
                AgentCommand command = AgentCommand.newBuilder()
                        .setCommandId("register-" + id(number))
                        .setAgentId(id(number))
                        .setActor("bench")
                        .setBody(RegisterAgent.newBuilder()
                                .setName(name(number))
                                .setMaturity(Maturity.INTERN)
                                .build())
                        .build();
                // One that is refused is missed below.
                var _ = producer.send(new ProducerRecord<>(Topics.AGENT_COMMANDS.name(), id(number), command));
            }
        }
    }

    private static void await(KafkaConsumer<String, byte[]> states, int count) throws IOException {
        int missing = count;
        long lastCame = System.nanoTime();
        while (missing > 0) {
            for (ConsumerRecord<String, byte[]> state : states.poll(POLL)) {
                if (state.key().startsWith(PREFIX)) {
                    missing--;
                    lastCame = System.nanoTime();
                }
            }
            if (System.nanoTime() - lastCame > NONE_WITHIN.toNanos()) {
                throw new IOException(missing + " of " + count + " agents were not registered");
            }
        }
    }
}
