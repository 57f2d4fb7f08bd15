package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that is stopped, and those beside it that are not. */
class EmergencyStopTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
        bench.register("auto", "Ada", Maturity.AUTONOMOUS, "default");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCheckOfAStoppedWorkspaceIsBlockedWithTheStopAsEvidenceAndWhatTheRuleSays() {
        // Given
        bench.stop("default", true, null);

        // When
        ActionDecided decided = bench.check("auto", "search");

        // Then
        assertThat(decided.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(decided.getCheck().getReason()).isEqualTo("Workspace default is stopped by operator: a leak");
        assertThat(decided.getCheck().getMode()).isEqualTo(DecisionMode.ENFORCED);
        assertThat(decided.getCheck().getAllowed()).isFalse();
        assertThat(decided.getCheck().getRuleAllows()).isTrue();
        assertThat(decided.getCheck().getRequiresHumanApproval()).isTrue();
        ControlState control = decided.getCheck().getControl().orElseThrow();
        assertThat(control.getFlag()).isEqualTo("EMERGENCY_STOP");
        assertThat(control.getWorkspaceId()).contains("default");
    }

    @Test
    void neitherABypassNorAFlagThatIsOffLetsAnythingPass() {
        // Given
        bench.control("EMERGENCY_GOVERNANCE_BYPASS", true, bench.now().plusSeconds(60));
        bench.control("STREAMING_GOVERNANCE_ENABLED", false, null);
        bench.stop("default", true, null);

        // When
        bench.chat("request-1", "auto");

        // Then
        assertThat(bench.decision().getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(bench.values(Topics.COMPLETIONS)).isEmpty();
        AuditRecorded entry = bench.values(Topics.AUDIT).getLast();
        assertThat(entry.getDecision().orElseThrow().getCheck().getControl()).isPresent();
        assertThat(entry.getExecution().orElseThrow().getBody())
                .isInstanceOfSatisfying(
                        ExecutionFinished.class,
                        end -> assertThat(end.getStatus()).isEqualTo(ExecutionStatus.BLOCKED));
    }

    @Test
    void noCanvasIsShown() {
        // Given
        bench.stop("default", true, null);

        // When
        bench.send(
                Topics.CANVAS_REQUESTS,
                "user",
                CanvasRequested.newBuilder()
                        .setUserId("user")
                        .setAgentId("auto")
                        .setComponent(CanvasComponent.MARKDOWN)
                        .setContent("text")
                        .build());

        // Then
        assertThat(bench.decision().getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(bench.values(Topics.CANVASES)).isEmpty();
    }

    @Test
    void otherWorkspacesGoOnAndEachStopIsLiftedAlone() {
        // Given
        bench.stop("default", true, null);
        bench.stop("other", true, null);

        // When
        bench.stop("other", false, null);

        // Then
        assertThat(bench.check("auto", "search").getVerdict()).isEqualTo(Verdict.BLOCKED);
        chatIn("other", "request-1", null);
        assertThat(bench.decision().getCheck().getReason())
                .isEqualTo("Agent Chat Assistant (STUDENT) lacks maturity for stream_chat. Required: INTERN");
    }

    @Test
    void aCachedCheckDoesNotAnswerInPlaceOfTheStopNorTheStopAfterItsEnd() {
        // Given
        assertThat(bench.check("auto", "search").getVerdict()).isEqualTo(Verdict.ALLOWED);

        // When
        bench.stop("default", true, bench.now().plusSeconds(30));
        ActionDecided stopped = bench.check("auto", "search");
        bench.advance(Duration.ofSeconds(30));
        ActionDecided after = bench.check("auto", "search");

        // Then
        assertThat(stopped.getCheck().getCache()).isEqualTo(CacheResult.HIT);
        assertThat(stopped.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(after.getCheck().getCache()).isEqualTo(CacheResult.HIT);
        assertThat(after.getVerdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(after.getCheck().getControl()).isEmpty();
    }

    @Test
    void aStopUnderAnotherKeyIsNotInForce() {
        // When
        bench.send(
                Topics.CONTROLS,
                "EMERGENCY_STOP",
                new ControlState("EMERGENCY_STOP", true, "operator", "a leak", null, bench.now(), "default"));

        // Then
        assertThat(bench.check("auto", "search").getVerdict()).isEqualTo(Verdict.ALLOWED);
    }

    private void chatIn(String workspace, String requestId, @Nullable String agentId) {
        bench.send(
                Topics.CHAT_REQUESTS,
                "user",
                ChatRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user")
                        .setWorkspaceId(workspace)
                        .setAgentId(agentId)
                        .setMessage("hello")
                        .build());
    }
}
