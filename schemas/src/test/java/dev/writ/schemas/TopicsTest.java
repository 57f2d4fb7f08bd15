package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void describesEachTopicAsTheBrokerCreatesIt() {
        // When
        String described = Topics.ALL.stream()
                .map(topic -> topic.name() + " " + topic.type().getSimpleName() + " " + topic.partitions() + " "
                        + topic.configs())
                .collect(Collectors.joining("\n", "", "\n"));

        // Then
        assertThat(described).isEqualTo("""
                writ.requests.chat ChatRequested 6 {cleanup.policy=delete, message.timestamp.type=LogAppendTime, retention.ms=604800000}
                writ.requests.canvas CanvasRequested 6 {cleanup.policy=delete, message.timestamp.type=LogAppendTime, retention.ms=604800000}
                writ.requests.form FormSubmitted 6 {cleanup.policy=delete, message.timestamp.type=LogAppendTime, retention.ms=604800000}
                writ.requests.check CheckRequested 6 {cleanup.policy=delete, message.timestamp.type=LogAppendTime, retention.ms=604800000}
                writ.decisions ActionDecided 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=15811200000}
                writ.completions CompletionRequested 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=604800000}
                writ.tokens TokenEvent 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=86400000}
                writ.texts CompletionText 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=604800000}
                writ.executions ExecutionEvent 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=15811200000}
                writ.execution.controls ExecutionControl 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=604800000}
                writ.audit AuditRecorded 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=-1}
                writ.audit.checkpoints AuditCheckpoint 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=15811200000}
                writ.agent.commands AgentCommand 6 {cleanup.policy=delete, message.timestamp.type=LogAppendTime, retention.ms=15811200000}
                writ.agents AgentState 6 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.sessions SessionState 6 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.workspaces WorkspaceState 1 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.canvases CanvasState 6 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.policies PolicyState 1 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.controls ControlState 1 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.models ModelCatalogue 1 {cleanup.policy=compact, max.message.bytes=2000000}
                writ.dead-letters DeadLettered 6 {cleanup.policy=delete, max.message.bytes=2000000, retention.ms=15811200000}
                """);
    }

    @Test
    void coPartitionsWhatIsJoinedBySession() {
        // When
        List<Integer> partitions = List.of(
                Topics.CHAT_REQUESTS.partitions(),
                Topics.CANVAS_REQUESTS.partitions(),
                Topics.FORM_REQUESTS.partitions(),
                Topics.CHECK_REQUESTS.partitions(),
                Topics.DECISIONS.partitions(),
                Topics.SESSIONS.partitions());

        // Then
        assertThat(partitions).containsOnly(Topics.SESSIONS.partitions());
    }

    @Test
    void limitsThePartitionsOfANewTopic() {
        // When
        NewTopic few = Topics.AGENTS.toNewTopic(2, (short) 3);
        NewTopic all = Topics.AGENTS.toNewTopic(100, (short) 3);

        // Then
        assertThat(few.numPartitions()).isEqualTo(2);
        assertThat(all.numPartitions()).isEqualTo(6);
        assertThat(few.replicationFactor()).isEqualTo((short) 3);
        assertThat(few.configs()).isEqualTo(Topics.AGENTS.configs());
    }

    @Test
    void spreadsATopicOverSeveralBrokers() {
        // When
        NewTopic spread = Topics.AGENTS.toSpreadTopic(12, (short) 3);
        NewTopic single = Topics.POLICIES.toSpreadTopic(12, (short) 3);
        NewTopic asTheClusterHasIt = Topics.AGENTS.toSpreadTopic(12, (short) -1);

        // Then
        assertThat(spread.numPartitions()).isEqualTo(12);
        assertThat(spread.configs())
                .containsAllEntriesOf(Topics.AGENTS.configs())
                .containsEntry("min.insync.replicas", "2");
        assertThat(single.numPartitions()).isEqualTo(1);
        assertThat(asTheClusterHasIt.configs()).isEqualTo(Topics.AGENTS.configs());
    }

    @Test
    void explainsEveryTypeAndField() {
        // Given
        Set<String> unexplained = new LinkedHashSet<>();

        // When
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            collectUnexplained(SpecificData.get().getSchema(topic.type()), new LinkedHashSet<>(), unexplained);
        }

        // Then
        assertThat(unexplained).isEmpty();
    }

    private static void collectUnexplained(Schema schema, Set<String> seen, Set<String> unexplained) {
        switch (schema.getType()) {
            case RECORD, ENUM -> {
                if (seen.add(schema.getFullName())) {
                    note(schema.getDoc(), schema.getFullName(), unexplained);
                    for (Schema.Field field :
                            schema.getType() == Schema.Type.RECORD ? schema.getFields() : List.<Schema.Field>of()) {
                        note(field.doc(), schema.getFullName() + "." + field.name(), unexplained);
                        collectUnexplained(field.schema(), seen, unexplained);
                    }
                }
            }
            case ARRAY -> collectUnexplained(schema.getElementType(), seen, unexplained);
            case MAP -> collectUnexplained(schema.getValueType(), seen, unexplained);
            case UNION -> schema.getTypes().forEach(type -> collectUnexplained(type, seen, unexplained));
            default -> note("a primitive needs no doc", schema.getName(), unexplained);
        }
    }

    private static void note(@Nullable String doc, String name, Set<String> unexplained) {
        if (doc == null || doc.isBlank()) {
            unexplained.add(name);
        }
    }
}
