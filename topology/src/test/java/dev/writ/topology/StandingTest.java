package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.ReleaseMaturity;
import dev.writ.schemas.event.UpdateAgent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Confidence and maturity as outcomes, feedback and operators move them. */
class StandingTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aSuccessLiftsAnAgentOverTheThresholdAndTheNextDecisionUsesIt() {
        // Given
        registerWith(6_900, Maturity.INTERN);
        assertThat(bench.check("agent", "create").getCheck().getAllowed()).isFalse();

        // When
        finish("request-1", ExecutionStatus.COMPLETED);

        // Then
        AgentState state = bench.agent("agent");
        assertThat(state.getConfidence()).isEqualTo(7_000);
        assertThat(state.getMaturity()).isEqualTo(Maturity.SUPERVISED);
        assertThat(bench.check("agent", "create").getCheck().getAllowed()).isTrue();
    }

    @Test
    void aFailureBringsItDown() {
        // Given
        registerWith(5_100, Maturity.INTERN);

        // When
        finish("request-1", ExecutionStatus.FAILED);

        // Then
        assertThat(bench.agent("agent").getConfidence()).isEqualTo(4_900);
        assertThat(bench.check("agent", "stream_chat").getCheck().getAllowed()).isFalse();
    }

    @Test
    void aCancelMovesNothing() {
        // Given
        registerWith(5_100, Maturity.INTERN);

        // When
        finish("request-1", ExecutionStatus.CANCELLED);

        // Then
        assertThat(bench.agent("agent").getVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent_paused",
                "agent_demoted",
                "emergency_stop",
                "cancelled_by_client",
                "client_disconnected",
                "orphaned"
            })
    void aStreamThatSomebodyEndedMovesNothingAndTheAuditNamesTheLastSeqAndTheCause(String cause) {
        // Given
        registerWith(5_100, Maturity.INTERN);
        ExecutionEvent end = end("request-1", ExecutionStatus.CANCELLED);
        ExecutionFinished stopped = ExecutionFinished.newBuilder((ExecutionFinished) end.getBody())
                .setErrorCode(cause)
                .setErrorMessage("stopped")
                .setStoppedBy("olga")
                .setLastSeq(41L)
                .setWithheldTools(List.of("delete"))
                .build();

        // When
        bench.send(
                Topics.EXECUTIONS,
                end.getExecutionId(),
                ExecutionEvent.newBuilder(end).setBody(stopped).build());

        // Then
        assertThat(bench.values(Topics.AUDIT)
                        .getLast()
                        .getExecution()
                        .orElseThrow()
                        .getBody())
                .isEqualTo(stopped);
        assertThat(bench.agent("agent").getVersion()).isEqualTo(1);
    }

    @Test
    void anExecutionEndsOnce() {
        // Given
        registerWith(5_100, Maturity.INTERN);
        ExecutionEvent end = finish("request-1", ExecutionStatus.COMPLETED);
        bench.values(Topics.AUDIT);

        // When
        bench.send(Topics.EXECUTIONS, end.getExecutionId(), end);

        // Then
        assertThat(bench.agent("agent").getConfidence()).isEqualTo(5_200);
        assertThat(bench.values(Topics.AUDIT)).isEmpty();
    }

    @Test
    void feedbackMovesConfidence() {
        // Given
        registerWith(5_000, Maturity.INTERN);

        // Then
        assertThat(after(new RecordFeedback(FeedbackKind.HIGH_POSITIVE, "user")).getConfidence())
                .isEqualTo(5_500);
        assertThat(after(new RecordFeedback(FeedbackKind.CORRECTION, "user")).getConfidence())
                .isEqualTo(5_300);
        AgentState corrected = after(new RecordFeedback(FeedbackKind.TRUSTED_CORRECTION, "user"));
        assertThat(corrected.getConfidence()).isEqualTo(4_300);
        assertThat(corrected.getMaturity()).isEqualTo(Maturity.STUDENT);
    }

    @Test
    void confidenceStaysWithinItsScale() {
        // Given
        registerWith(0, Maturity.STUDENT);

        // Then
        assertThat(after(new RecordFeedback(FeedbackKind.CORRECTION, "user")).getConfidence())
                .isZero();
    }

    @Test
    void aPromotionByHandHoldsUntilItIsReleased() {
        // Given
        registerWith(4_000, Maturity.STUDENT);

        // Then
        assertThat(after(new PromoteAgent(Maturity.AUTONOMOUS)).getMaturityPinned())
                .isTrue();
        assertThat(after(new RecordFeedback(FeedbackKind.CORRECTION, "user")).getMaturity())
                .isEqualTo(Maturity.AUTONOMOUS);
        assertThat(after(new ReleaseMaturity("enough")).getMaturity()).isEqualTo(Maturity.STUDENT);
    }

    @Test
    void refusesWhatContradictsItself() {
        // When
        registerWith(9_500, Maturity.STUDENT);

        // Then
        assertRefused("status_contradicts_confidence");
    }

    @Test
    void refusesTheSameAgentTwiceAndUnknownAgents() {
        registerWith(5_000, Maturity.INTERN);
        registerWith(5_000, Maturity.INTERN);
        assertRefused("agent_exists");
        bench.command("nobody", new PromoteAgent(Maturity.INTERN));
        assertRefused("agent_unknown");
        bench.command("agent", new PromoteAgent(Maturity.STUDENT));
        assertRefused("not_a_promotion");
    }

    @Test
    void anAgentDoesNotGrowBeyondItsLimits() {
        // Given
        registerWith(5_000, Maturity.INTERN);

        // When
        bench.command(
                "agent",
                UpdateAgent.newBuilder()
                        .setConfiguration(Map.of("system_prompt", "a".repeat(40_000)))
                        .build());

        // Then
        assertRefused("agent_invalid");
        assertThat(bench.agent("agent").getVersion()).isEqualTo(1);
    }

    private void assertRefused(String code) {
        DeadLettered letter = bench.values(Topics.DEAD_LETTERS).getLast();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.REFUSED);
        assertThat(letter.getCode()).isEqualTo(code);
    }

    private AgentState after(SpecificRecord command) {
        bench.command("agent", command);
        return bench.agent("agent");
    }

    private void registerWith(int confidence, Maturity maturity) {
        bench.command(
                "agent",
                RegisterAgent.newBuilder()
                        .setName("Agent")
                        .setMaturity(maturity)
                        .setConfidence(confidence)
                        .build());
    }

    /** A chat of the agent, ended by the worker. */
    private ExecutionEvent finish(String requestId, ExecutionStatus status) {
        ExecutionEvent end = end(requestId, status);
        bench.send(Topics.EXECUTIONS, end.getExecutionId(), end);
        return end;
    }

    /** A chat of the agent that runs, and its end that is still to be sent. */
    private ExecutionEvent end(String requestId, ExecutionStatus status) {
        bench.chat(requestId, "agent");
        CompletionRequested work = bench.values(Topics.COMPLETIONS).getLast();
        bench.values(Topics.DECISIONS);
        return ExecutionEvent.newBuilder()
                .setExecutionId(work.getExecutionId())
                .setDecisionId(work.getDecisionId())
                .setRequestId(work.getRequestId())
                .setAgentId(work.getAgentId())
                .setWorkspaceId(work.getWorkspaceId())
                .setUserId(work.getUserId())
                .setOccurredAt(bench.now())
                .setBody(ExecutionFinished.newBuilder()
                        .setAction(work.getAction())
                        .setTriggeredBy(work.getTriggeredBy())
                        .setStatus(status)
                        .setStartedAt(work.getStartedAt())
                        .build())
                .build();
    }
}
