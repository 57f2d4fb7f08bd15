package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.FormField;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanvasTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
        for (Maturity maturity : Maturity.values()) {
            bench.register(maturity.name(), maturity.name(), maturity, "default");
        }
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "LINE_CHART,present_chart", "BAR_CHART,present_chart", "PIE_CHART,present_chart",
        "MARKDOWN,present_markdown", "STATUS_PANEL,present_status_panel", "FORM,present_form"
    })
    void anAllowedPresentationIsShownAndEnds(CanvasComponent component, String action) {
        // When
        ActionDecided decided = present("INTERN", component, "canvas-1");

        // Then
        assertThat(decided.getCheck().getAction()).isEqualTo(action);
        CanvasState shown = bench.values(Topics.CANVASES).getFirst();
        assertThat(shown.getComponent()).isEqualTo(component);
        assertThat(shown.getExecutionId()).isEqualTo(decided.getExecutionId().orElseThrow());
        assertThat(bench.values(Topics.EXECUTIONS))
                .extracting(event -> event.getBody().getClass().getSimpleName())
                .containsExactly("ExecutionStarted", "ExecutionFinished");
    }

    @Test
    void aBlockedPresentationLeavesAnExecutionAndACanvasEntryAndShowsNothing() {
        // When
        ActionDecided decided = present("STUDENT", CanvasComponent.FORM, "canvas-1");

        // Then
        assertThat(decided.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(bench.values(Topics.CANVASES)).isEmpty();
        ExecutionFinished end =
                (ExecutionFinished) bench.values(Topics.EXECUTIONS).getFirst().getBody();
        assertThat(end.getStatus()).isEqualTo(ExecutionStatus.BLOCKED);
        AuditRecorded entry = bench.values(Topics.AUDIT).getLast();
        assertThat(entry.getCanvas().orElseThrow().getGovernanceCheckPassed()).isFalse();
    }

    @Test
    void aSubmissionNamesTheExecutionThatPresentedTheForm() {
        // Given
        ActionDecided presented = present("INTERN", CanvasComponent.FORM, "canvas-1");

        // When
        ActionDecided decided = submit("SUPERVISED", null, Map.of("email", "a@b.example"));

        // Then
        assertThat(decided.getVerdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(decided.getErrors()).isEmpty();
        assertThat(decided.getParentExecutionId()).isEqualTo(presented.getExecutionId());
        assertThat(decided.getComponent()).contains(CanvasComponent.FORM);
    }

    @Test
    void aSubmissionWithoutAnAgentIsThePresentersAndItIsBlocked() {
        // Given
        present("INTERN", CanvasComponent.FORM, "canvas-1");

        // When
        ActionDecided decided = submit(null, null, Map.of("email", "a@b.example"));

        // Then
        assertThat(decided.getCheck().getAgentId()).isEqualTo("INTERN");
        assertThat(decided.getCheck().getReason())
                .isEqualTo("Agent INTERN (INTERN) lacks maturity for submit_form. Required: SUPERVISED");
    }

    @Test
    void aSubmissionThatDoesNotFitTheFormFailsAndCostsTheAgentNothing() {
        // Given
        present("INTERN", CanvasComponent.FORM, "canvas-1");
        bench.values(Topics.AGENTS);

        // When
        ActionDecided decided = submit("SUPERVISED", "other-execution", Map.of("email", "nonsense", "age", "young"));

        // Then
        assertThat(decided.getErrors())
                .extracting(FieldError::getField)
                .containsExactly("agent_execution_id", "email", "age");
        assertThat(bench.values(Topics.EXECUTIONS).getLast().getBody())
                .isInstanceOfSatisfying(ExecutionFinished.class, end -> {
                    assertThat(end.getStatus()).isEqualTo(ExecutionStatus.FAILED);
                    assertThat(end.getErrorCode()).contains("form_invalid");
                });
        assertThat(bench.values(Topics.AGENTS))
                .extracting(state -> state.getAgentId())
                .doesNotContain("SUPERVISED");
    }

    @Test
    void theAuditHoldsTheNamesOfFilledFieldsAndNotTheirValues() {
        // Given
        present("INTERN", CanvasComponent.FORM, "canvas-1");
        bench.values(Topics.AUDIT);

        // When
        submit("SUPERVISED", null, Map.of("email", "secret@b.example"));

        // Then
        List<AuditRecorded> entries = bench.values(Topics.AUDIT);
        assertThat(entries.getFirst().getCanvas().orElseThrow().getMetadata()).containsEntry("fields", "[\"email\"]");
        assertThat(entries.toString()).doesNotContain("secret");
    }

    @Test
    void countsFieldsThatTheFormDoesNotHaveAndRepeatsTheirNamesNowhere() {
        // Given
        present("INTERN", CanvasComponent.FORM, "canvas-1");
        bench.values(Topics.AUDIT);

        // When
        ActionDecided one = submit("SUPERVISED", null, Map.of("email", "a@b.example", "my secret", "x"));
        ActionDecided two = submit("SUPERVISED", null, Map.of("my secret", "x", "a secret", "y"));

        // Then
        assertThat(one.getErrors())
                .containsExactly(new FieldError("form_data", "holds a field that the form does not have"));
        assertThat(two.getErrors())
                .containsExactly(
                        new FieldError("email", "is required"),
                        new FieldError("form_data", "holds 2 fields that the form does not have"));
        assertThat(List.of(bench.values(Topics.AUDIT), bench.values(Topics.EXECUTIONS))
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void anUnknownClosedOrForeignCanvasTakesNoSubmission() {
        // Given
        present("INTERN", CanvasComponent.FORM, "canvas-2");

        // Then
        assertThat(submit("SUPERVISED", null, Map.of()).getErrors())
                .extracting(FieldError::getField)
                .containsExactly("canvas_id");
        assertThat(bench.values(Topics.EXECUTIONS))
                .filteredOn(event -> event.getBody() instanceof ExecutionStarted started
                        && started.getAction().equals("submit_form"))
                .hasSize(1);
    }

    @Test
    void closingNeedsWhatPresentingNeeded() {
        // Given
        present("STUDENT", CanvasComponent.PIE_CHART, "canvas-1");

        // When
        bench.send(
                Topics.CANVAS_REQUESTS,
                "user",
                CanvasRequested.newBuilder()
                        .setUserId("user")
                        .setAction(CanvasAction.CLOSE)
                        .setCanvasId("canvas-1")
                        .build());

        // Then
        ActionDecided decided = bench.decision();
        assertThat(decided.getCheck().getAgentId()).isEqualTo("STUDENT");
        assertThat(decided.getCheck().getAction()).isEqualTo("present_chart");
        assertThat(decided.getVerdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(bench.values(Topics.CANVASES).getLast().getOpen()).isFalse();
    }

    private ActionDecided present(String agent, CanvasComponent component, String canvasId) {
        boolean form = component == CanvasComponent.FORM;
        bench.send(
                Topics.CANVAS_REQUESTS,
                "user",
                CanvasRequested.newBuilder()
                        .setUserId("user")
                        .setAgentId(agent)
                        .setComponent(component)
                        .setCanvasId(canvasId)
                        .setContent(form ? null : "[]")
                        .setFormFields(
                                form
                                        ? List.of(
                                                new FormField("email", "email", "E-mail", true, List.of()),
                                                new FormField("age", "integer", null, false, List.of()))
                                        : List.of())
                        .build());
        return bench.decision();
    }

    private ActionDecided submit(@Nullable String agent, @Nullable String parent, Map<String, Object> data) {
        bench.send(
                Topics.FORM_REQUESTS,
                "user",
                FormSubmitted.newBuilder()
                        .setUserId("user")
                        .setAgentId(agent)
                        .setCanvasId("canvas-1")
                        .setParentExecutionId(parent)
                        .setFormData(data)
                        .build());
        return bench.decision();
    }
}
