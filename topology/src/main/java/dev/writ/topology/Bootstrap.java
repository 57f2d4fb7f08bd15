package dev.writ.topology;

import dev.writ.policy.Agent;
import dev.writ.policy.Flag;
import dev.writ.policy.Policy;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.state.PolicyRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What must be on the topics before the first decision: the built-in policy, the system default agent, and the flags that the
 * environment sets. What is there already stays: two instances that start at once publish the same.
 */
final class Bootstrap {

    /** What it writes to. */
    static final List<Topic<? extends SpecificRecord>> WRITES =
            List.of(Topics.POLICIES, Topics.AGENT_COMMANDS, Topics.CONTROLS);

    private static final String ACTOR = "environment";

    private final GovernanceConfig config;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final Instant now = Clock.systemUTC().instant();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    private Bootstrap(GovernanceConfig config, KafkaProducer<String, SpecificRecord> producer) {
        this.config = config;
        this.producer = producer;
    }

    static void publish(GovernanceConfig config, SchemaRegistryClient registry) {
        Map<String, Object> settings = config.connection().producer(config.applicationId() + "-bootstrap");
        try (KafkaProducer<String, SpecificRecord> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new AvroSerializer<>(registry))) {
            new Bootstrap(config, producer).publish(new LatestRecords(config.connection(), registry));
        }
    }

    private void publish(LatestRecords latest) {
        if (!latest.of(Topics.POLICIES).containsKey(Policy.DEFAULT_ID)) {
            send(Topics.POLICIES, Policy.DEFAULT_ID, PolicyRecords.toRecord(Policy.builtIn(), "writ", now));
        }
        send(Topics.AGENT_COMMANDS, Agent.SYSTEM_DEFAULT_ID, registerSystemDefault());
        Map<String, ControlState> controls = latest.of(Topics.CONTROLS);
        config.startFlags()
                .forEach((flag, value) -> startValue(flag, value, controls.get(flag.name()))
                        .ifPresent(control -> send(Topics.CONTROLS, flag.name(), control)));
        await();
    }

    /** The environment's value, unless an operator has set the flag since: whoever is nearer to the event wins. */
    private Optional<ControlState> startValue(Flag flag, boolean value, @Nullable ControlState known) {
        boolean operator = known != null && !known.getActor().equals(ACTOR);
        boolean same = known != null
                && known.getValue() == value
                && known.getExpiresAt().isEmpty();
        if (operator || same) {
            return Optional.empty();
        }
        boolean bypass = flag == Flag.EMERGENCY_GOVERNANCE_BYPASS && value;
        Duration holds = config.startBypass();
        return Optional.of(ControlState.newBuilder()
                .setFlag(flag.name())
                .setValue(value)
                .setActor(ACTOR)
                .setReason("start value of " + flag.name())
                .setExpiresAt(bypass ? now.plus(holds) : null)
                .setChangedAt(now)
                .build());
    }

    private AgentCommand registerSystemDefault() {
        return AgentCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setAgentId(Agent.SYSTEM_DEFAULT_ID)
                .setActor("writ")
                .setBody(RegisterAgent.newBuilder()
                        .setName(Agent.SYSTEM_DEFAULT_NAME)
                        .setDescription("Serves requests that name no agent, where session and workspace have none")
                        .setMaturity(config.defaultMaturity())
                        .setIfAbsent(true)
                        .build())
                .build();
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        ProducerRecord<String, SpecificRecord> record = new ProducerRecord<>(topic.name(), key, value);
        String id = Ids.derive("bootstrap", topic.name(), key, now);
        CloudEvent.of(id, "/writ/topology", value, now, CloudEvent.traceparentFrom(id))
                .writeTo(record.headers());
        sent.add(producer.send(record));
    }

    private void await() {
        for (Future<RecordMetadata> ack : sent) {
            try {
                ack.get();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (ExecutionException e) {
                throw new KafkaException("the first records could not be written", e);
            }
        }
    }
}
