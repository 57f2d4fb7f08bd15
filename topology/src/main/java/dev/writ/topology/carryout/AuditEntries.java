package dev.writ.topology.carryout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAudit;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.schemas.event.Verdict;
import dev.writ.topology.decide.CanvasTarget;
import dev.writ.topology.decide.Decided;
import dev.writ.topology.io.Output;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The audit's entry on a decision. It holds what was done by whom, and none of the words that were said. */
final class AuditEntries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean withFormData;

    AuditEntries(boolean withFormData) {
        this.withFormData = withFormData;
    }

    Output of(Decided decided, Optional<ExecutionEvent> execution) {
        ActionDecided decision = decided.decision();
        String eventId = Ids.derive("audit", "decided", decision.getRequestId());
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setEventId(eventId)
                .setType("dev.writ.action.decided")
                .setOccurredAt(decision.getDecidedAt())
                .setDecision(decision)
                .setExecution(execution.orElse(null))
                .setCanvas(
                        decided.canvas().map(target -> canvas(decided, target)).orElse(null))
                .setActivity(activity(decided).orElse(null))
                .build();
        return new Output(Topics.AUDIT, decision.getExecutionId().orElse(decision.getDecisionId()), entry, eventId);
    }

    private CanvasAudit canvas(Decided decided, CanvasTarget target) {
        return CanvasAudit.newBuilder()
                .setCanvasId(target.id())
                .setComponent(target.component().orElse(null))
                .setAction(target.action())
                .setGovernanceCheckPassed(decided.decision().getVerdict() != Verdict.BLOCKED)
                .setMetadata(metadata(decided))
                .build();
    }

    private Map<String, String> metadata(Decided decided) {
        Map<String, String> metadata = new TreeMap<>();
        if (decided.request().body() instanceof FormSubmitted form) {
            // A submission that does not fit may name anything.
            boolean fits = decided.decision().getErrors().isEmpty();
            metadata.put("values", json(form.getFormData().size()));
            if (fits) {
                metadata.put("fields", json(new TreeSet<>(form.getFormData().keySet())));
            }
            if (fits && withFormData) {
                metadata.put("form_data", json(new TreeMap<>(form.getFormData())));
            }
        } else if (decided.request().body() instanceof CanvasRequested canvas) {
            canvas.getContent().ifPresent(content -> metadata.put("content_characters", json(content.length())));
            metadata.put("form_fields", json(canvas.getFormFields().size()));
        }
        return metadata;
    }

    private static Optional<SessionActivity> activity(Decided decided) {
        return decided.request().kind() == RequestKind.CHAT
                ? decided.request()
                        .sessionId()
                        .map(session -> new SessionActivity(
                                session,
                                decided.request().userId(),
                                decided.request().workspaceId(),
                                decided.agent().id()))
                : Optional.empty();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, texts and lists of them are always JSON", e);
        }
    }
}
