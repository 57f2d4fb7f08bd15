package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.gateway.StreamReader.Told;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens, told to who watches all of it. */
class FeedIT extends GatewayTests {

    private static final String FEED = "/api/governance/feed";
    private static final String DECISION = "feed:decision";
    private static final String LIVE = "feed:live";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void tellsADecisionWithItsReasonAndWhenItWasSeen() throws JsonProcessingException {
        try (StreamReader reader = new StreamReader(gateway, FEED)) {
            // Given
            until(reader, LIVE);

            // When
            gateway.chat("student", "s-feed-1");
            JsonNode decision = JSON.readTree(until(reader, DECISION).getLast().data());

            // Then
            assertThat(decision.at("/verdict").asText()).isEqualTo("blocked");
            assertThat(decision.at("/session_id").asText()).isEqualTo("s-feed-1");
            assertThat(decision.at("/governance_check/reason").asText()).contains("lacks maturity");
            assertThat(decision.at("/governance_check/resolution_path/0").asText())
                    .isEqualTo("explicit_agent_id");
            assertThat(Instant.parse(decision.at("/seen_at").asText()))
                    .isAfterOrEqualTo(Instant.parse(
                            decision.at("/governance_check/decided_at").asText()));
        }
    }

    @Test
    void tellsWhoComesBackWhatCameMeanwhile() throws JsonProcessingException {
        // Given
        String seen;
        try (StreamReader reader = new StreamReader(gateway, FEED)) {
            until(reader, LIVE);
            gateway.chat("intern", "s-feed-2");
            seen = until(reader, DECISION).getLast().id();
        }
        gateway.chat("intern", "s-feed-3");
        gateway.chat("intern", "s-feed-4");

        // When
        List<Told> told;
        try (StreamReader reader = StreamReader.behind(gateway, FEED, seen)) {
            told = until(reader, LIVE);
        }

        // Then
        assertThat(told).extracting(Told::name).containsExactly(DECISION, DECISION, LIVE);
        assertThat(JSON.readTree(told.getFirst().data()).at("/session_id").asText())
                .isEqualTo("s-feed-3");
    }

    @Test
    void tellsWhoComesFromAnotherGatewayThatSomethingMayBeMissing() {
        // Given
        gateway.chat("intern", "s-feed-5");
        String elsewhere;
        try (StreamReader reader = new StreamReader(another(), FEED)) {
            elsewhere = until(reader, DECISION).getLast().id();
        }

        // When
        List<Told> told;
        try (StreamReader reader = StreamReader.behind(gateway, FEED, elsewhere)) {
            told = until(reader, LIVE);
        }

        // Then
        assertThat(told.getFirst().name()).isEqualTo("feed:gap");
        assertThat(told).extracting(Told::data).anyMatch(data -> data.contains("s-feed-5"));
    }

    @Test
    void tellsChangesOfAgentsAndCanvasesAndEndsOfExecutions() throws JsonProcessingException {
        try (StreamReader reader = new StreamReader(gateway, FEED)) {
            // Given
            until(reader, LIVE);

            // When
            gateway.post("/api/agents", "{\"id\":\"fed-1\",\"name\":\"Fed\"}");
            JsonNode agent = JSON.readTree(until(reader, "feed:agent").getLast().data());
            topology.publish(Topics.CANVASES, "c-fed", canvas(true));
            JsonNode opened =
                    JSON.readTree(until(reader, "feed:canvas").getLast().data());
            topology.publish(Topics.CANVASES, "c-fed", canvas(false));
            JsonNode closed =
                    JSON.readTree(until(reader, "feed:canvas").getLast().data());
            String execution = Ids.executionOf("r-fed");
            topology.publish(
                    Topics.EXECUTIONS, execution, Fakes.finished(execution, ExecutionStatus.FAILED, "model_unknown"));
            JsonNode ended =
                    JSON.readTree(until(reader, "feed:execution").getLast().data());

            // Then
            assertThat(agent.at("/id").asText()).isEqualTo("fed-1");
            assertThat(opened.at("/open").asBoolean()).isTrue();
            assertThat(opened.at("/user_id").asText()).isEqualTo("u-fed");
            assertThat(closed.at("/open").asBoolean(true)).isFalse();
            assertThat(ended.at("/execution_id").asText()).isEqualTo(execution);
            assertThat(ended.at("/error_code").asText()).isEqualTo("model_unknown");
        }
    }

    @Test
    void takesNoParameters() {
        // Then
        assertThat(gateway.get(FEED + "?agent=a").status()).isEqualTo(400);
    }

    private static CanvasState canvas(boolean open) {
        return CanvasState.newBuilder()
                .setCanvasId("c-fed")
                .setUserId("u-fed")
                .setWorkspaceId("default")
                .setAgentId("a")
                .setExecutionId("e")
                .setComponent(CanvasComponent.MARKDOWN)
                .setOpen(open)
                .setUpdatedAt(Instant.ofEpochMilli(0))
                .build();
    }

    /** What is told up to and with the next event of a name. */
    private static List<Told> until(StreamReader reader, String name) {
        List<Told> told = new ArrayList<>();
        do {
            List<Told> next = reader.read(1);
            assertThat(next).as("before the next %s, behind %s", name, told).hasSize(1);
            told.add(next.getFirst());
        } while (!told.getLast().name().equals(name));
        return told;
    }
}
