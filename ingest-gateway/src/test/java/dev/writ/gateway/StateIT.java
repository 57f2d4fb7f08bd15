package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents, assignments, rules, flags and canvases, as the state topics say. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class StateIT {

    private FakeTopology topology;
    private GatewayFixture gateway;

    @BeforeAll
    void start(TestCluster cluster) {
        topology = new FakeTopology(cluster.connection());
        topology.publish(Topics.POLICIES, "default", Fakes.policy());
        gateway = new GatewayFixture(cluster);
    }

    @AfterAll
    void stop() {
        gateway.close();
        topology.close();
    }

    @Test
    void registersAnAgentThatIsThereAtOnce() {
        // When
        Reply reply = gateway.post("/api/agents", "{\"id\":\"reg-1\",\"name\":\"One\",\"status\":\"intern\"}");

        // Then
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/api/agents/reg-1");
        assertThat(reply.text("/status")).isEqualTo("INTERN");
        assertThat(gateway.get("/api/agents/reg-1").json()).isEqualTo(reply.json());
    }

    @Test
    void refusesToRegisterAnAgentTwice() {
        gateway.post("/api/agents", "{\"id\":\"reg-2\",\"name\":\"Two\"}");
        Reply again = gateway.post("/api/agents", "{\"id\":\"reg-2\",\"name\":\"Two\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("agent_exists");
    }

    @Test
    void answersARetriedRegistrationAsTheFirst() {
        String body = "{\"id\":\"reg-3\",\"name\":\"Three\"}";
        Reply first = gateway.post("/api/agents", body, "Idempotency-Key", "\"reg\"");
        Reply retry = gateway.post("/api/agents", body, "Idempotency-Key", "\"reg\"");
        Reply other = gateway.post("/api/agents", "{\"name\":\"x\"}", "Idempotency-Key", "\"reg\"");
        assertThat(retry.status()).isEqualTo(201);
        assertThat(retry.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void pausesAnAgentWithoutABody() {
        gateway.post("/api/agents", "{\"id\":\"pause-1\",\"name\":\"P\"}");
        Reply reply = gateway.post("/api/agents/pause-1/pause", "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/paused")).isEqualTo("true");
    }

    @Test
    void knowsNoOtherAgents() {
        assertThat(gateway.post("/api/agents/nobody/pause", "").status()).isEqualTo(404);
        assertThat(gateway.get("/api/agents/nobody").status()).isEqualTo(404);
        assertThat(gateway.put("/api/sessions/s/agent", "{\"agent_id\":\"nobody\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void listsTheAgentsOfAWorkspaceInPages() {
        for (String id : new String[] {"page-1", "page-2", "page-3"}) {
            gateway.post("/api/agents", "{\"id\":\"%s\",\"name\":\"n\",\"workspace_id\":\"pages\"}".formatted(id));
        }
        JsonNode first = gateway.get("/api/agents?workspace_id=pages&limit=2").json();
        JsonNode second = gateway.get("/api/agents?workspace_id=pages&limit=2&after="
                        + first.get("next").asText())
                .json();
        assertThat(first.get("agents").findValuesAsText("id")).containsExactly("page-1", "page-2");
        assertThat(second.get("agents").findValuesAsText("id")).containsExactly("page-3");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void splitsTheCatalogueByWhatAnAgentMayDo() {
        gateway.post("/api/agents", "{\"id\":\"cap-1\",\"name\":\"C\",\"status\":\"INTERN\",\"confidence_score\":0.5}");
        Reply reply = gateway.get("/api/agents/cap-1/capabilities");
        assertThat(reply.text("/max_complexity")).isEqualTo("2");
        assertThat(reply.json().get("allowed_actions").toString()).isEqualTo("[\"search\",\"stream_chat\"]");
        assertThat(reply.json().get("restricted_actions").toString()).isEqualTo("[\"delete\",\"submit_form\"]");
    }

    @Test
    void tellsTheRulesInForce() {
        Reply reply = gateway.get("/api/governance/rules");
        assertThat(reply.text("/action_complexity/delete")).isEqualTo("4");
        assertThat(reply.text("/levels/3/required_status")).isEqualTo("AUTONOMOUS");
        assertThat(reply.response().body()).contains("\"trusted_correction\":-0.1000");
    }

    @Test
    void sendsWithARequestHowFarItsClientCanHaveSeen() {
        // Given
        gateway.post("/api/agents", "{\"id\":\"seen-1\",\"name\":\"S\"}");
        Reply session = gateway.put("/api/sessions/s-seen/agent", "{\"agent_id\":\"seen-1\"}");
        Reply workspace = gateway.put("/api/workspaces/w-seen/default-agent", "{\"agent_id\":\"seen-1\"}");
        assertThat(session.text("/session_id")).isEqualTo("s-seen");
        assertThat(workspace.text("/agent_id")).isEqualTo("seen-1");

        // When
        gateway.chat("intern", "s-seen");

        // Then
        ObservedPositions observed = topology.received("s-seen").stream()
                .map(record -> ObservedPositions.readFrom(record.headers()))
                .findFirst()
                .orElseThrow();
        assertThat(observed.offsets().keySet().stream().map(TopicPartition::topic))
                .contains("writ.agents", "writ.workspaces", "writ.policies")
                .containsOnlyOnce("writ.sessions");
    }

    @Test
    void setsFlagsUntilTheyExpire() {
        String path = "/api/governance/controls/EMERGENCY_GOVERNANCE_BYPASS";
        String body = "{\"value\":true,\"actor\":\"ops\",\"reason\":\"outage\",\"expires_at\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(4));
        Reply set = gateway.put(path, body);
        assertThat(set.status()).isEqualTo(200);
        assertThat(bypass().get("value").booleanValue()).isTrue();
        assertThat(bypass().get("actor").asText()).isEqualTo("ops");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !bypass().get("value").booleanValue());
        assertThat(bypass().get("in_force").booleanValue()).isFalse();
    }

    @Test
    void stopsAWorkspaceUntilItIsLifted() {
        // Given
        String path = "/api/governance/controls/EMERGENCY_STOP";
        String body = "{\"workspace_id\":\"%s\",\"value\":%s,\"actor\":\"ops\",\"reason\":\"leak\"}";

        // When
        Reply set = gateway.put(path, body.formatted("w-stop-1", true));
        gateway.put(path, body.formatted("w-stop-2", true));
        List<String> stopped = stoppedWorkspaces();
        gateway.put(path, body.formatted("w-stop-1", false));

        // Then
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text("/workspace_id")).isEqualTo("w-stop-1");
        assertThat(stopped).containsExactly("w-stop-1", "w-stop-2");
        assertThat(stoppedWorkspaces()).containsExactly("w-stop-2");
    }

    @Test
    void aStopEndsByItselfWhereItsEndIsGiven() {
        // When
        gateway.put(
                "/api/governance/controls/EMERGENCY_STOP",
                "{\"workspace_id\":\"w-short\",\"value\":true,\"actor\":\"a\",\"reason\":\"r\",\"expires_at\":\"%s\"}"
                        .formatted(Instant.now().plusSeconds(4)));

        // Then
        assertThat(stoppedWorkspaces()).contains("w-short");
        await().atMost(Duration.ofSeconds(10)).until(() -> !stoppedWorkspaces().contains("w-short"));
    }

    @Test
    void showsAUserTheOpenCanvases() {
        // Given
        CanvasState canvas = CanvasState.newBuilder()
                .setCanvasId("canvas-1")
                .setUserId("u-canvas")
                .setWorkspaceId("default")
                .setAgentId("a")
                .setExecutionId("e")
                .setComponent(CanvasComponent.PIE_CHART)
                .setUpdatedAt(Instant.ofEpochMilli(0))
                .build();
        RecordMetadata written = topology.publish(Topics.CANVASES, "canvas-1", canvas);
        assertThat(written.offset()).isNotNegative();

        // Then
        await().untilAsserted(() -> assertThat(
                        gateway.get("/api/canvas/status?user_id=u-canvas").text("/canvases/0/component_name"))
                .isEqualTo("pie_chart"));
        assertThat(gateway.get("/api/canvas/status?user_id=other").json().get("canvases"))
                .isEmpty();
    }

    @Test
    void showsWhatACanvasShowsUntilItIsClosed() {
        // Given
        CanvasState.Builder canvas = CanvasState.newBuilder()
                .setCanvasId("canvas-2")
                .setUserId("u-shown")
                .setWorkspaceId("default")
                .setAgentId("a")
                .setExecutionId("e")
                .setComponent(CanvasComponent.BAR_CHART)
                .setContent("[{\"x\":\"Mon\",\"y\":2}]")
                .setUpdatedAt(Instant.ofEpochMilli(0));
        topology.publish(Topics.CANVASES, "canvas-2", canvas.build());

        // When
        await().until(() -> gateway.get("/api/canvases/canvas-2").status() == 200);
        Reply shown = gateway.get("/api/canvases/canvas-2");
        Reply ofUser = gateway.get("/api/canvases?user_id=u-shown");
        Reply ofAll = gateway.get("/api/canvases");
        topology.publish(Topics.CANVASES, "canvas-2", canvas.setOpen(false).build());

        // Then
        assertThat(shown.text("/component_name")).isEqualTo("bar_chart");
        assertThat(shown.json().at("/data/content").toString()).isEqualTo("[{\"x\":\"Mon\",\"y\":2}]");
        assertThat(ofUser.json().get("canvases").findValuesAsText("canvas_id")).containsExactly("canvas-2");
        assertThat(ofAll.json().get("canvases").findValuesAsText("canvas_id")).contains("canvas-2");
        await().until(() -> gateway.get("/api/canvases/canvas-2").status() == 404);
        assertThat(gateway.get("/api/canvases?user_id=u-shown").json().get("canvases"))
                .isEmpty();
    }

    private List<String> stoppedWorkspaces() {
        JsonNode controls = gateway.get("/api/governance/controls").json().get("controls");
        return StreamSupport.stream(controls.spliterator(), false)
                .filter(control -> control.get("flag").asText().equals("EMERGENCY_STOP"))
                .filter(control -> control.get("in_force").booleanValue())
                .map(control -> control.get("workspace_id").asText())
                .toList();
    }

    private JsonNode bypass() {
        return gateway.get("/api/governance/controls").json().at("/controls/3");
    }
}
