package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.gateway.http.RawClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that is refused, and of which nothing is published. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class BadInputIT extends GatewayTests {

    private static final String CHAT = GatewayFixture.CHAT;

    private Map<String, Long> before;

    BadInputIT() {
        super(Map.of("gateway.max.body.bytes", "2048"));
    }

    @BeforeEach
    void count() {
        before = topology.published();
    }

    @AfterEach
    void publishesNothing() {
        assertThat(topology.published()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                CHAT + "|{\"user_id\":\"u1\"}|/message|missing_member",
                CHAT + "|{\"message\":\"m\"}|/user_id|missing_member",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\",\"secret\":1}|/secret|unknown_member",
                CHAT + "|{\"message\":7,\"user_id\":\"u1\"}|/message|invalid_member",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"a b\"}|/user_id|invalid_member",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\",\"user_id\":\"u2\"}|/user_id|malformed_json",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\"} x|``|malformed_json",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\"|/user_id|malformed_json",
                CHAT + "|[]|``|invalid_member",
                CHAT + "|{\"message\":\"\\ud800\",\"user_id\":\"u1\"}|/message|malformed_json",
                CHAT + "|{\"message\":\"\\u0000\",\"user_id\":\"u1\"}|/message|malformed_json",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\",\"temperature\":2.5}|/temperature|invalid_member",
                CHAT + "|{\"message\":\"m\",\"user_id\":\"u1\",\"max_tokens\":1.5}|/max_tokens|invalid_member",
                CHAT
                        + "|{\"message\":\"m\",\"user_id\":\"u1\",\"conversation_history\":[{\"role\":\"user\",\"content\":1}]}|/conversation_history/0/content|invalid_member",
                "/api/canvas/present|{\"component\":\"map\",\"user_id\":\"u1\"}|/component|invalid_member",
                "/api/canvas/present|{\"component\":\"bar_chart\",\"user_id\":\"u1\"}|/data|missing_member",
                "/api/canvas/present|{\"component\":\"markdown\",\"user_id\":\"u1\",\"content\":\"c\",\"data\":[]}|/data|unknown_member",
                "/api/canvas/present|{\"component\":\"form\",\"user_id\":\"u1\",\"form_schema\":{\"fields\":[{\"name\":\"a\",\"type\":\"text\"},{\"name\":\"a\",\"type\":\"text\"}]}}|/form_schema/fields/1/name|invalid_member",
                "/api/canvas/close|{\"user_id\":\"u1\"}|/canvas_id|missing_member",
                "/api/canvas/submit|{\"user_id\":\"u1\",\"canvas_id\":\"c\"}|/form_data|missing_member",
                "/api/canvas/submit|{\"user_id\":\"u1\",\"canvas_id\":\"c\",\"form_data\":{\"a/b\":{}}}|/form_data/a~1b|invalid_member",
                "/api/agents|{\"name\":\"n\",\"status\":\"BOSS\"}|/status|invalid_member",
                "/api/agents|{\"name\":\"n\",\"confidence_score\":0.12345}|/confidence_score|invalid_member",
                "/api/agents/a1/promote|{}|/status|missing_member",
                "/api/governance/check|{\"agent_id\":\"a\"}|/action|missing_member",
            })
    void namesTheMemberThatIsWrong(String path, String body, String pointer, String code) {
        Reply reply = gateway.post(path, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("/pointer")).isEqualTo(pointer);
        assertThat(reply.text("/code")).isEqualTo(code);
    }

    @Test
    void refusesAnotherMediaType() {
        Reply reply = gateway.post(CHAT, "", "Content-Type", "text/plain");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void changesNothingForAPageThatDidNotAskFirst() {
        String head =
                "POST /api/agents/a1/resume HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n";
        String response = RawClient.exchange(gateway.gateway.port(), head + "Origin: http://elsewhere.example\r\n\r\n");
        assertThat(response).startsWith("HTTP/1.1 415 ");
    }

    @Test
    void refusesAnOversizedBody() {
        String body = "{\"user_id\":\"u1\",\"message\":\"%s\"}".formatted("x".repeat(3000));
        assertThat(gateway.post(CHAT, body).status()).isEqualTo(413);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        String head = "POST " + CHAT
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";
        String body = "{\"user_id\":\"u1\",\"message\":\"\u00ff\"}";
        String response = RawClient.exchange(
                gateway.gateway.port(), head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(response).startsWith("HTTP/1.1 400 ").contains("malformed_json");
    }

    @Test
    void refusesUnknownPathsMethodsAndParameters() {
        assertThat(gateway.get("/api/nothing").status()).isEqualTo(404);
        assertThat(gateway.get(CHAT).header("Allow")).isEqualTo("POST");
        assertThat(gateway.get("/api/agents?page=2").status()).isEqualTo(400);
        assertThat(gateway.get("/api/agents?limit=0").status()).isEqualTo(400);
        assertThat(gateway.get("/api/agents/not%20an%20id").status()).isEqualTo(400);
        assertThat(gateway.get("/api/canvas/status").status()).isEqualTo(400);
    }

    @Test
    void refusesAStopWithoutWorkspaceActorAndReasonAndAWorkspaceWithOtherFlags() {
        String path = "/api/governance/controls/EMERGENCY_STOP";
        String named = "{\"value\":true,\"workspace_id\":\"w\"%s}";
        String longer = ",\"actor\":\"a\",\"reason\":\"" + "r".repeat(1_001) + "\"";
        assertThat(gateway.put(path, "{\"value\":true}").text("/pointer")).isEqualTo("/workspace_id");
        assertThat(gateway.put(path, named.formatted("")).text("/pointer")).isEqualTo("/actor");
        assertThat(gateway.put(path, named.formatted(",\"actor\":\"a\"")).text("/pointer"))
                .isEqualTo("/reason");
        assertThat(gateway.put(path, named.formatted(longer)).text("/pointer")).isEqualTo("/reason");
        assertThat(gateway.put("/api/governance/controls/FORM_GOVERNANCE_ENABLED", named.formatted(""))
                        .text("/pointer"))
                .isEqualTo("/workspace_id");
    }

    @Test
    void refusesABypassThatLeavesNoTrace() {
        String path = "/api/governance/controls/EMERGENCY_GOVERNANCE_BYPASS";
        String past = "{\"value\":true,\"actor\":\"a\",\"reason\":\"r\",\"expires_at\":\"2020-01-01T00:00:00Z\"}";
        assertThat(gateway.put(path, "{\"value\":true}").text("/pointer")).isEqualTo("/actor");
        assertThat(gateway.put(path, "{\"value\":true,\"actor\":\"a\",\"reason\":\"r\"}")
                        .text("/pointer"))
                .isEqualTo("/expires_at");
        assertThat(gateway.put(path, past).text("/pointer")).isEqualTo("/expires_at");
        assertThat(gateway.put("/api/governance/controls/OTHER", "{\"value\":true}")
                        .status())
                .isEqualTo(404);
    }
}
