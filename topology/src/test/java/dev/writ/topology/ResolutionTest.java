package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Maturity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResolutionTest {

    @TempDir
    private Path directory;

    /** Named agent, session's agent, workspace's agent; then who is found and how. */
    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of("ours", null, null, "ours", "explicit_agent_id"),
                Arguments.of("ours", "second", "third", "ours", "explicit_agent_id"),
                Arguments.of("nobody", "second", null, "second", "explicit_agent_id_not_found session_agent"),
                Arguments.of(
                        "theirs",
                        null,
                        "third",
                        "third",
                        "explicit_agent_id_not_found no_session_agent workspace_default"),
                Arguments.of(null, "second", "third", "second", "session_agent"),
                Arguments.of(null, null, "third", "third", "no_session_agent workspace_default"),
                Arguments.of(null, "nobody", "third", "third", "no_session_agent workspace_default"),
                Arguments.of(null, "theirs", "third", "third", "no_session_agent workspace_default"),
                Arguments.of(
                        null, null, null, "chat-assistant", "no_session_agent no_workspace_default system_default"),
                Arguments.of(
                        "nobody",
                        "nobody",
                        "nobody",
                        "chat-assistant",
                        "explicit_agent_id_not_found no_session_agent no_workspace_default system_default"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void firstHitWins(
            @Nullable String named, @Nullable String session, @Nullable String workspace, String agent, String path) {
        try (Bench bench = Bench.started(directory)) {
            // Given
            for (String ours : List.of("ours", "second", "third")) {
                bench.register(ours, ours, Maturity.INTERN, "acme");
            }
            bench.register("theirs", "theirs", Maturity.AUTONOMOUS, "globex");
            if (session != null) {
                bench.sessionAgent("session", session);
            }
            if (workspace != null) {
                bench.workspaceDefault("acme", workspace);
            }

            // When
            bench.send(
                    Topics.CHAT_REQUESTS,
                    "session",
                    ChatRequested.newBuilder()
                            .setUserId("user")
                            .setSessionId("session")
                            .setWorkspaceId("acme")
                            .setAgentId(named)
                            .setMessage("hi")
                            .build());

            // Then
            ActionDecided decided = bench.decision();
            assertThat(decided.getCheck().getAgentId()).isEqualTo(agent);
            assertThat(decided.getCheck().getResolutionPath()).containsExactly(path.split(" "));
            assertThat(decided.getCheck().getMode()).isEqualTo(DecisionMode.ENFORCED);
        }
    }

    @Test
    void withoutEvenTheSystemDefaultItTriesAgainAndThenDecidesDegraded() {
        try (Bench bench = new Bench(directory)) {
            // When
            bench.chat("request-1", null);

            // Then
            ActionDecided decided = bench.decision();
            assertThat(decided.getCheck().getResolutionPath())
                    .containsExactly("no_session_agent", "no_workspace_default", "resolution_failed");
            assertThat(decided.getCheck().getMode()).isEqualTo(DecisionMode.DEGRADED);
            assertThat(decided.getCheck().getAllowed()).isFalse();
            assertThat(decided.getCheck().getCause()).isPresent();
        }
    }

    @Test
    void aSessionsAgentIsForgottenWithItsRecord() {
        try (Bench bench = Bench.started(directory)) {
            // Given
            bench.register("ours", "ours", Maturity.INTERN, "default");
            bench.sessionAgent("session", "ours");
            bench.chat("request-1", null);
            assertThat(bench.decision().getCheck().getAgentId()).isEqualTo("ours");

            // When
            bench.sendBytes(Topics.SESSIONS, "session".getBytes(StandardCharsets.UTF_8), null);

            // Then
            bench.chat("request-2", null);
            assertThat(bench.decision().getCheck().getAgentId()).isEqualTo("chat-assistant");
        }
    }
}
