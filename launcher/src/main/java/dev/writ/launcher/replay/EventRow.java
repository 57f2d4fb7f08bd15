package dev.writ.launcher.replay;

import dev.writ.history.replay.Aspect;
import dev.writ.history.replay.Replayed;
import dev.writ.history.replay.Subject;
import dev.writ.launcher.console.TextTable;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Events as rows for people: one line each, with the place of the record, which {@code --from} takes. */
final class EventRow {

    private static final String TYPES_BEGIN = "dev.writ.";

    private EventRow() {}

    static TextTable newTable() {
        return new TextTable("time", "event", "agent", "action", "outcome", "user", "session", "at", "detail");
    }

    static String[] cells(Replayed replayed) {
        Subject subject = replayed.subject();
        String[] told = replayed.event() instanceof AuditRecorded entry
                ? told(entry)
                : told("action.decided", (ActionDecided) replayed.event());
        return new String[] {
            Instant.ofEpochMilli(replayed.record().timestamp()).toString(),
            told[0],
            subject.first(Aspect.AGENT).orElse(""),
            subject.first(Aspect.ACTION).orElse(""),
            told[1],
            subject.first(Aspect.USER).orElse(""),
            subject.first(Aspect.SESSION).orElse(""),
            replayed.record().partition() + ":" + replayed.record().offset(),
            told[2]
        };
    }

    /** Event, outcome and detail. */
    private static String[] told(AuditRecorded entry) {
        String type = entry.getType().startsWith(TYPES_BEGIN)
                ? entry.getType().substring(TYPES_BEGIN.length())
                : entry.getType();
        return Stream.of(
                        entry.getDecision().map(decision -> told(type, decision)),
                        entry.getExecution().map(execution -> told(type, execution)),
                        entry.getAgent().map(agent -> told(type, agent)),
                        entry.getPolicy().map(policy ->
                                new String[] {type, "version " + policy.getVersion(), policy.getPolicyId()}),
                        entry.getControl().map(control ->
                                new String[] {type, control.getFlag() + "=" + control.getValue(), control.getReason()}),
                        entry.getErasure().map(erasure ->
                                new String[] {type, erasure.getTexts() + " texts", erasure.getReason()}))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new String[] {type, "", ""});
    }

    private static String[] told(String type, ActionDecided decision) {
        return new String[] {
            type, word(decision.getVerdict()), decision.getCheck().getReason()
        };
    }

    private static String[] told(String type, ExecutionEvent execution) {
        return execution.getBody() instanceof ExecutionFinished finished
                ? new String[] {
                    type, word(finished.getStatus()), finished.getErrorMessage().orElse("")
                }
                : new String[] {type, "started", ""};
    }

    private static String[] told(String type, AgentState agent) {
        String detail = "%s, confidence %.4f%s"
                .formatted(agent.getMaturity(), agent.getConfidence() / 10_000.0, agent.getPaused() ? ", paused" : "");
        return new String[] {type, agent.getChange(), detail};
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
