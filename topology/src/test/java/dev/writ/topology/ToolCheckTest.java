package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that a model wants to call is an action of its agent. */
class ToolCheckTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
        bench.register("intern", "Ina", Maturity.INTERN, "default");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aToolBeyondMaturityLeavesOneDecisionAndOneEntryThatNameTheCallingExecution() {
        // Given
        bench.chat("chat-1", "intern");
        CompletionRequested calling = bench.values(Topics.COMPLETIONS).getFirst();

        // When
        bench.chat("chat-2", "intern");
        check("tool-1", calling.getExecutionId(), "delete");
        bench.chat("chat-3", "intern");
        check("tool-1", calling.getExecutionId(), "delete");

        // Then
        List<ActionDecided> decisions = bench.values(Topics.DECISIONS).stream()
                .filter(decision -> decision.getKind() == RequestKind.CHECK)
                .toList();
        assertThat(decisions).singleElement().satisfies(decision -> {
            assertThat(decision.getVerdict()).isEqualTo(Verdict.BLOCKED);
            assertThat(decision.getParentExecutionId()).contains(calling.getExecutionId());
            assertThat(decision.getExecutionId()).isEmpty();
            assertThat(decision.getDecisionId()).isEqualTo(Ids.decisionOf("tool-1"));
        });
        List<AuditRecorded> entries = bench.values(Topics.AUDIT).stream()
                .filter(entry -> entry.getDecision()
                        .filter(decision -> decision.getRequestId().equals("tool-1"))
                        .isPresent())
                .toList();
        assertThat(entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.getDecision()).contains(decisions.getFirst()));
        assertThat(bench.values(Topics.EXECUTIONS))
                .noneMatch(event -> event.getRequestId().equals("tool-1"));
    }

    @Test
    void aCheckThatNamesNoExecutionHasNoParent() {
        assertThat(bench.check("intern", "analyze").getParentExecutionId()).isEmpty();
    }

    @Test
    void aParentThatIsNoIdentifierIsRefused() {
        // When
        check("tool-1", "not an id", "analyze");

        // Then
        assertThat(bench.values(Topics.DEAD_LETTERS))
                .extracting(DeadLettered::getCode)
                .containsExactly("parent_execution_id_invalid");
    }

    private void check(String requestId, String parent, String action) {
        bench.send(
                Topics.CHECK_REQUESTS,
                "session",
                CheckRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user")
                        .setSessionId("session")
                        .setAgentId("intern")
                        .setAction(action)
                        .setParentExecutionId(parent)
                        .build());
    }
}
