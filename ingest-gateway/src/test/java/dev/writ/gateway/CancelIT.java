package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cancelling executions, whatever state they are in. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class CancelIT {

    private static final String CHAT = "/api/atom-agent/chat/stream";

    private FakeTopology topology;
    private GatewayFixture gateway;

    @BeforeAll
    void start(TestCluster cluster) {
        topology = new FakeTopology(cluster.connection());
        gateway = new GatewayFixture(cluster);
    }

    @AfterAll
    void stop() {
        gateway.close();
        topology.close();
    }

    @Test
    void asksForTheEndOfARunningExecutionAsOneEventHoweverOften() {
        // Given
        String execution = chat("intern");

        // When
        Reply first = cancel(execution, "{\"reason\":\"changed my mind\"}");
        Reply again = cancel(execution, "");

        // Then
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("/execution_id")).isEqualTo(execution);
        assertThat(first.text("/status")).isEqualTo("running");
        assertThat(again.status()).isEqualTo(202);
        await().until(() -> controls(execution).size() == 2);
        List<ConsumerRecord<byte[], byte[]>> records = controls(execution);
        assertThat(records.stream().map(record -> CloudEvent.idIn(record.headers())))
                .as("both are one event")
                .containsOnly(CloudEvent.idIn(records.getFirst().headers()));
        ExecutionControl control = topology.read(Topics.EXECUTION_CONTROLS, records.getFirst());
        assertThat(control.getKind()).isEqualTo(ExecutionControlKind.CANCEL);
        assertThat(control.getCode()).isEqualTo("cancelled_by_client");
        assertThat(control.getActor()).isEqualTo("anonymous");
        assertThat(control.getReason()).isEqualTo("changed my mind");
    }

    @Test
    void takesACancelThatComesBeforeTheDecision() {
        // Given
        Reply pending = gateway.post(CHAT, body("silent"), "Prefer", "respond-async");

        // When
        Reply cancelled = cancel(pending.text("/execution_id"), "{}");

        // Then
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.text("/status")).isEqualTo("pending");
    }

    @Test
    void publishesNothingForAnExecutionThatHasEnded() {
        // Given
        String execution = chat("intern");
        topology.publish(
                Topics.EXECUTIONS,
                execution,
                Fakes.finished(execution, ExecutionStatus.CANCELLED, "cancelled_by_client"));
        await().until(() -> gateway.get("/api/executions/" + execution).text("/status"), "cancelled"::equals);

        // When
        Reply ended = cancel(execution, "");
        String blockedOne = gateway.post(CHAT, body("student")).text("/execution_id");
        Reply blocked = cancel(blockedOne, "");
        String running = chat("intern");
        cancel(running, "");

        // Then
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("/status")).isEqualTo("cancelled");
        assertThat(blocked.status()).isEqualTo(200);
        assertThat(blocked.text("/status")).isEqualTo("blocked");
        await().until(() -> !controls(running).isEmpty());
        assertThat(controls(execution)).isEmpty();
        assertThat(controls(blockedOne)).isEmpty();
    }

    @Test
    void refusesWhatItCannotCancel() {
        String chart = gateway.post(
                        "/api/canvas/present", "{\"component\":\"markdown\",\"user_id\":\"u1\",\"content\":\"# hi\"}")
                .text("/agent_execution_id");
        assertThat(cancel(chart, "").status()).isEqualTo(409);
        assertThat(cancel(chart, "").text("/code")).isEqualTo("not_cancellable");
        assertThat(cancel("unknown", "").status()).isEqualTo(404);
        assertThat(cancel("unknown", "{\"because\":1}").text("/code")).isEqualTo("unknown_member");
    }

    private String chat(String agent) {
        return gateway.post(CHAT, body(agent)).text("/execution_id");
    }

    private static String body(String agent) {
        return "{\"message\":\"hello\",\"user_id\":\"u1\",\"agent_id\":\"%s\"}".formatted(agent);
    }

    private Reply cancel(String execution, String body) {
        return gateway.post("/api/executions/" + execution + "/cancel", body);
    }

    private List<ConsumerRecord<byte[], byte[]>> controls(String execution) {
        return topology.received.stream()
                .filter(record -> record.topic().equals(Topics.EXECUTION_CONTROLS.name()))
                .filter(record -> execution.equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8)))
                .toList();
    }
}
