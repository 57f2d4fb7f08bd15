package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatRequested;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Requests over the real broker, with the topology played by the test. */
class RequestIT extends GatewayTests {

    @Test
    void answersAnAllowedChatWithItsDecision() {
        // When
        Reply reply = gateway.chat("intern", "s-allowed");

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("success").booleanValue()).isTrue();
        assertThat(reply.text("/session_id")).isEqualTo("s-allowed");
        assertThat(reply.text("/stream_url")).isEqualTo("/api/executions/" + reply.text("/execution_id") + "/stream");
        assertThat(reply.text("/governance_check/agent_id")).isEqualTo("intern");
        assertThat(reply.response().body()).contains("\"confidence_score\":0.5000");
    }

    @Test
    void publishesWhatTheClientSaidWithItsContext() {
        // Given
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        // When
        Reply reply = gateway.chat("intern", "s-context", "traceparent", traceparent);

        // Then
        ConsumerRecord<byte[], byte[]> record = topology.received("s-context").getFirst();
        ChatRequested event = topology.read(Topics.CHAT_REQUESTS, record);
        String requestId = event.getRequestId().orElseThrow();
        assertThat(Ids.executionOf(requestId)).isEqualTo(reply.text("/execution_id"));
        assertThat(CloudEvent.idIn(record.headers())).contains(requestId);
        assertThat(CloudEvent.traceparentIn(record.headers(), "x")).isEqualTo(traceparent);
        assertThat(event.getMessage()).isEqualTo("hello");
        assertThat(event.getTemperature()).isEqualTo(0.7);
        assertThat(event.getMaxTokens()).isEqualTo(2000);
    }

    @Test
    void startsASessionThatFollowsFromTheRequest() {
        // When
        Reply reply =
                gateway.post(GatewayFixture.CHAT, "{\"message\":\"m\",\"user_id\":\"u-new\",\"agent_id\":\"intern\"}");

        // Then
        ChatRequested event = topology.read(
                Topics.CHAT_REQUESTS,
                topology.received(reply.text("/session_id")).getFirst());
        assertThat(reply.text("/session_id"))
                .isEqualTo(Ids.derive("session", event.getRequestId().orElseThrow()));
    }

    @Test
    void explainsABlockedRequest() {
        // When
        Reply reply = gateway.chat("student", "s-blocked");

        // Then
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("/type")).isEqualTo("urn:writ:problem:blocked");
        assertThat(reply.text("/governance_check/required_status")).isEqualTo("INTERN");
        assertThat(reply.text("/governance_check/allowed")).isEqualTo("false");
        assertThat(reply.text("/detail")).contains("lacks maturity");
        assertThat(reply.text("/execution_id")).isNotEmpty();
    }

    @Test
    void letsABypassedRequestProceed() {
        Reply reply = gateway.chat("bypassed", "s-bypassed");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/governance_check/mode")).isEqualTo("BYPASS");
    }

    @Test
    void saysWhyAnAllowedRequestWasNotCarriedOut() {
        Reply reply = gateway.post(
                "/api/canvas/submit",
                "{\"canvas_id\":\"c1\",\"user_id\":\"u1\",\"agent_id\":\"strict\",\"form_data\":{\"email\":\"\"}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/errors/0/field")).isEqualTo("email");
        assertThat(reply.text("/governance_check/allowed")).isEqualTo("true");
    }

    @Test
    void reportsARequestThatWasGivenUp() {
        Reply reply = gateway.chat("invalid", "s-invalid");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/code")).isEqualTo("user_id_invalid");
    }

    @Test
    void answers202WhenTheDecisionDoesNotComeInTime() {
        try (GatewayFixture hasty = new GatewayFixture(cluster, Map.of("gateway.decision.timeout.ms", "1000"))) {
            Reply reply = hasty.chat("silent", "s-silent");
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.text("/status")).isEqualTo("pending");
            assertThat(reply.header("Location")).isEqualTo("/api/executions/" + reply.text("/execution_id"));
            assertThat(reply.header("Preference-Applied")).isEmpty();
            assertThat(hasty.get(reply.header("Location")).text("/status")).isEqualTo("pending");
        }
    }

    @Test
    void answers202AtOnceWhenAskedTo() {
        // When
        Reply reply = gateway.chat("student", "s-async", "Prefer", "handling=strict, respond-async;x=1");

        // Then
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
        await().untilAsserted(
                        () -> assertThat(gateway.get(reply.header("Location")).text("/status"))
                                .isEqualTo("blocked"));
    }

    @Test
    void answersARetryUnderTheSameKeyWithoutPublishing() {
        // Given
        Reply first = gateway.chat("intern", "s-key", "Idempotency-Key", "\"k-1\"");
        String reordered =
                "{\"session_id\":\"s-key\",\"agent_id\":\"intern\",\"user_id\":\"u1\",\"message\":\"hello\"}";

        // When
        Reply retry = gateway.post(GatewayFixture.CHAT, reordered, "Idempotency-Key", "k-1");

        // Then
        assertThat(retry.status()).isEqualTo(200);
        assertThat(retry.json()).isEqualTo(first.json());
        assertThat(topology.received("s-key")).hasSize(1);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        gateway.chat("intern", "s-reuse", "Idempotency-Key", "\"k-2\"");
        Reply other = gateway.chat("student", "s-reuse", "Idempotency-Key", "\"k-2\"");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void refusesAMalformedKey() {
        Reply reply = gateway.chat("intern", "s-bad-key", "Idempotency-Key", "\"open");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/header")).isEqualTo("Idempotency-Key");
    }

    @Test
    void presentsAChartAndSubmitsAForm() {
        Reply chart = gateway.post(
                "/api/canvas/present",
                "{\"component\":\"line_chart\",\"user_id\":\"u1\",\"agent_id\":\"intern\",\"data\":[{\"x\":1,\"y\":2}]}");
        assertThat(chart.status()).isEqualTo(200);
        assertThat(chart.text("/component_type")).isEqualTo("chart");
        assertThat(chart.text("/component_name")).isEqualTo("line_chart");
        assertThat(chart.text("/canvas_id")).isNotEmpty();

        Reply form = gateway.post(
                "/api/canvas/submit",
                "{\"canvas_id\":\"c1\",\"user_id\":\"u1\",\"agent_id\":\"intern\",\"form_data\":{\"a\":1,\"b\":[\"x\"],\"c\":null}}");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text("/parent_execution_id")).isEqualTo("parent-1");
        assertThat(form.text("/submission_id")).isNotEmpty();
        assertThat(form.text("/agent_execution_id")).isNotEmpty();
    }

    @Test
    void checksWithoutActing() {
        Reply reply = gateway.post("/api/governance/check", "{\"agent_id\":\"student\",\"action\":\"delete\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/allowed")).isEqualTo("false");
        assertThat(gateway.get("/api/governance/decisions/" + reply.text("/request_id"))
                        .text("/kind"))
                .isEqualTo("check");
        String execution = Ids.executionOf(reply.text("/request_id"));
        assertThat(gateway.get("/api/executions/" + execution).status()).isEqualTo(404);
    }

    @Test
    void sumsTheStatisticsOfTheDecisionCaches() {
        gateway.chat("intern", "s-cache");
        Reply reply = gateway.get("/api/governance/cache");
        assertThat(reply.json().get("hit_rate").doubleValue()).isEqualTo(0.75);
        assertThat(reply.json().get("ttl_seconds").intValue()).isEqualTo(60);
    }

    @Test
    void knowsNoOtherExecutions() {
        Reply reply = gateway.get("/api/executions/nobody-asked");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("/code")).isEqualTo("execution_unknown");
    }
}
