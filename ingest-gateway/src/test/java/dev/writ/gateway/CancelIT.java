package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.event.ExecutionStatus;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Cancelling executions, whatever state they are in. */
class CancelIT extends GatewayTests {

    @Test
    void asksForTheEndOfARunningExecutionAsOneEventHoweverOften() {
        // Given
        String execution = gateway.chat("intern", "c-1").text("/execution_id");

        // When
        Reply first = cancel(execution, "{\"reason\":\"changed my mind\"}");
        Reply again = cancel(execution, "");

        // Then
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("/execution_id")).isEqualTo(execution);
        assertThat(first.text("/status")).isEqualTo("running");
        assertThat(again.status()).isEqualTo(202);
        await().until(() -> topology.received(execution).size() == 2);
        List<ConsumerRecord<byte[], byte[]>> records = topology.received(execution);
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
        Reply pending = gateway.chat("silent", "c-1", "Prefer", "respond-async");

        // When
        Reply cancelled = cancel(pending.text("/execution_id"), "{}");

        // Then
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.text("/status")).isEqualTo("pending");
    }

    @Test
    void publishesNothingForAnExecutionThatHasEnded() {
        // Given
        String execution = gateway.chat("intern", "c-1").text("/execution_id");
        topology.publish(
                Topics.EXECUTIONS,
                execution,
                Fakes.finished(execution, ExecutionStatus.CANCELLED, "cancelled_by_client"));
        await().until(() -> gateway.get("/api/executions/" + execution).text("/status"), "cancelled"::equals);

        // When
        Reply ended = cancel(execution, "");
        String blockedOne = gateway.chat("student", "c-1").text("/execution_id");
        Reply blocked = cancel(blockedOne, "");
        String running = gateway.chat("intern", "c-1").text("/execution_id");
        cancel(running, "");

        // Then
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("/status")).isEqualTo("cancelled");
        assertThat(blocked.status()).isEqualTo(200);
        assertThat(blocked.text("/status")).isEqualTo("blocked");
        await().until(() -> !topology.received(running).isEmpty());
        assertThat(topology.received(execution)).isEmpty();
        assertThat(topology.received(blockedOne)).isEmpty();
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

    private Reply cancel(String execution, String body) {
        return gateway.post("/api/executions/" + execution + "/cancel", body);
    }
}
