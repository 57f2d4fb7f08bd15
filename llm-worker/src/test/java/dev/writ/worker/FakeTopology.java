package dev.writ.worker;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.testcluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Decides checks in a transaction each, as the topology does: allows search, blocks delete, and is silent on the rest. */
final class FakeTopology implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroDeserializer<CheckRequested> deserializer;
    private final TestTopics topics;
    private final Queue<CheckRequested> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    FakeTopology(TestCluster cluster, TestTopics topics) {
        this.topics = topics;
        this.deserializer = new AvroDeserializer<>(
                CheckRequested.class, cluster.connection().registry());
        this.consumer = new KafkaConsumer<>(
                cluster.connection().consumer("fake-topology"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHECK_REQUESTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.producer = topics.transactionalProducer("fake-topology");
        producer.initTransactions();
        this.thread = Thread.ofPlatform().start(this::run);
    }

    /** The checks that were asked for on behalf of an execution, in order. */
    List<CheckRequested> askedFor(String executionId) {
        return asked.stream()
                .filter(check ->
                        check.getParentExecutionId().filter(executionId::equals).isPresent())
                .toList();
    }

    private void run() {
        try (consumer;
                producer) {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    CheckRequested check = deserializer.deserialize(read.topic(), read.value());
                    if (check != null) {
                        decide(check, new String(read.key(), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (WakeupException e) {
            closing = true;
        }
    }

    private void decide(CheckRequested check, String key) {
        asked.add(check);
        if (!check.getAction().equals("search") && !check.getAction().equals("delete")) {
            return;
        }
        producer.beginTransaction();
        var _ = producer.send(topics.recordOf(
                Topics.DECISIONS, key, decision(check, check.getAction().equals("search"))));
        producer.commitTransaction();
    }

    private static ActionDecided decision(CheckRequested check, boolean allowed) {
        String requestId = check.getRequestId().orElseThrow();
        return ActionDecided.newBuilder()
                .setDecisionId(Ids.decisionOf(requestId))
                .setRequestId(requestId)
                .setParentExecutionId(check.getParentExecutionId().orElse(null))
                .setKind(RequestKind.CHECK)
                .setUserId(check.getUserId())
                .setSessionId(check.getSessionId().orElse(null))
                .setWorkspaceId(check.getWorkspaceId())
                .setVerdict(allowed ? Verdict.ALLOWED : Verdict.BLOCKED)
                .setCheck(evidence(check, allowed))
                .setDecidedAt(Instant.EPOCH)
                .setOrigin(new RecordOrigin(Topics.CHECK_REQUESTS.name(), 0, 0L))
                .build();
    }

    private static GovernanceCheck evidence(CheckRequested check, boolean allowed) {
        return GovernanceCheck.newBuilder()
                .setAllowed(allowed)
                .setReason(allowed ? "it may" : "it may not")
                .setAgentId(check.getAgentId().orElseThrow())
                .setAgentName("Helper")
                .setAgentStatus(Maturity.INTERN)
                .setAction(check.getAction())
                .setActionComplexity(1)
                .setRequiredStatus(Maturity.STUDENT)
                .setRequiresHumanApproval(!allowed)
                .setConfidence(6000)
                .setResolutionPath(List.of("explicit_agent_id"))
                .setPolicyId("default")
                .setPolicyVersion(1)
                .setAgentVersion(5)
                .setMode(DecisionMode.ENFORCED)
                .setRuleAllows(allowed)
                .build();
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
