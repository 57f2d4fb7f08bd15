package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class ToolCallIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private final TestTopics topics;
    private final FakeTopology topology;

    ToolCallIT(TestCluster cluster) {
        this.cluster = cluster;
        this.topics = new TestTopics(cluster);
        this.topology = new FakeTopology(cluster, topics);
    }

    @AfterEach
    void close() {
        topology.close();
        topics.close();
    }

    @Test
    void sendsWhatItsCheckAllowsAndWithholdsWhatItBlocks() {
        // Given
        CompletionRequested request = TestCompletions.completion("search,delete,search");

        // When
        ExecutionFinished finished = run(request, Map.of());

        // Then
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.text()).isEqualTo("before 0. before 1. before 2. Done.");
        List<CheckRequested> checks = topology.askedFor(request.getExecutionId());
        assertThat(stream.bodies(ToolCallAllowed.class))
                .containsExactly(
                        new ToolCallAllowed(0, call(0, "search"), decisionOn(checks.get(0))),
                        new ToolCallAllowed(2, call(2, "search"), decisionOn(checks.get(2))));
        assertThat(stream.bodies(ToolCallWithheld.class))
                .containsExactly(new ToolCallWithheld(1, "call-1", "delete", decisionOn(checks.get(1)), "it may not"));
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.getAgentId()).contains(request.getAgentId());
            assertThat(check.getSessionId()).contains(request.getSessionId());
            assertThat(check.getWorkspaceId()).isEqualTo(request.getWorkspaceId());
            assertThat(check.getUserId()).isEqualTo(request.getUserId());
        });
        assertThat(stream.events().get(2).getBody()).isInstanceOf(ToolCallAllowed.class);
        assertThat(finished.getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(finished.getFinishReason()).contains("tool_calls");
        assertThat(finished.getWithheldTools()).containsExactly("delete");
        assertThat(topics.valuesOf(Topics.TEXTS, request)).singleElement().satisfies(text -> {
            assertThat(text.getText()).isEqualTo(stream.text());
            assertThat(text.getToolCalls()).containsExactly(call(0, "search"), call(2, "search"));
        });
    }

    @Test
    void namesWhoRanTheModelInTheEnd() {
        // Given
        CompletionRequested request = TestCompletions.completion("search");

        // When
        ExecutionFinished finished = run(request, Map.of());

        // Then
        assertThat(new TokenStream(topics.tokensOf(request)).end().getProvider())
                .contains("fallback");
        assertThat(finished.getProvider()).contains("fallback");
        assertThat(finished.getModel()).contains("the-other-model");
    }

    @Test
    void withholdsWhatNobodyDecidesInTime() {
        // Given
        CompletionRequested request = TestCompletions.completion("transfer,transfer");

        // When
        ExecutionFinished finished = run(request, Map.of(WorkerKeys.TOOL_CHECK_TIMEOUT_MS, "300"));

        // Then
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.bodies(ToolCallAllowed.class)).isEmpty();
        assertThat(stream.bodies(ToolCallWithheld.class)).hasSize(2).allSatisfy(withheld -> {
            assertThat(withheld.getDecisionId()).isEmpty();
            assertThat(withheld.getReason()).contains("not decided in time");
        });
        assertThat(topology.askedFor(request.getExecutionId())).hasSize(2);
        assertThat(stream.end().getStatus()).isEqualTo(StreamEnd.COMPLETED);
        assertThat(finished.getWithheldTools()).containsExactly("transfer");
    }

    @Test
    void withholdsAToolWhoseNameNoActionCanHave() {
        // Given
        CompletionRequested request = TestCompletions.completion("rm -rf /");

        // When
        ExecutionFinished finished = run(request, Map.of());

        // Then
        assertThat(finished.getWithheldTools()).containsExactly("unnameable");
        assertThat(new TokenStream(topics.tokensOf(request)).bodies(ToolCallWithheld.class))
                .extracting(ToolCallWithheld::getName)
                .containsExactly("rm -rf /");
        assertThat(topology.askedFor(request.getExecutionId())).isEmpty();
    }

    @Test
    void aStopEndsTheWaitForACheck() {
        // Given
        CompletionRequested request = TestCompletions.completion("transfer,search");
        try (WorkerService _ =
                TestWorkers.start(cluster, new ToolProvider(), Map.of(WorkerKeys.TOOL_CHECK_TIMEOUT_MS, "600000"))) {
            topics.ask(request);
            await().atMost(SOON)
                    .until(() -> !topology.askedFor(request.getExecutionId()).isEmpty());

            // When
            topics.publish(Topics.EXECUTION_CONTROLS, request.getExecutionId(), TestStops.cancel(request, "user-1"));

            // Then
            assertThat(awaitEnd(request).getStatus()).isEqualTo(ExecutionStatus.CANCELLED);
        }
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.end().getStatus()).isEqualTo(StreamEnd.CANCELLED);
        assertThat(stream.bodies(ToolCallAllowed.class)).isEmpty();
        assertThat(topology.askedFor(request.getExecutionId())).hasSize(1);
    }

    private ExecutionFinished run(CompletionRequested request, Map<String, String> settings) {
        try (WorkerService _ = TestWorkers.start(cluster, new ToolProvider(), settings)) {
            topics.ask(request);
            return awaitEnd(request);
        }
    }

    private ExecutionFinished awaitEnd(CompletionRequested request) {
        await().atMost(SOON).until(() -> !topics.endsOf(request).isEmpty());
        return topics.endsOf(request).getFirst();
    }

    private static ToolCall call(int index, String name) {
        return new ToolCall("call-" + index, name, "{\"q\":" + index + "}");
    }

    private static String decisionOn(CheckRequested check) {
        return Ids.decisionOf(check.getRequestId().orElseThrow());
    }
}
