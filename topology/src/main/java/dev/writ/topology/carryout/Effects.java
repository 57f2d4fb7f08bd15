package dev.writ.topology.carryout;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.topology.decide.CacheStats;
import dev.writ.topology.decide.Decided;
import dev.writ.topology.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that one decision gives rise to. */
final class Effects {

    private final AuditEntries audit;

    Effects(boolean auditFormData) {
        this.audit = new AuditEntries(auditFormData);
    }

    List<Output> of(Decided decided, Function<String, Optional<AgentState>> agents) {
        ActionDecided decision = decided.decision();
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output(Topics.DECISIONS, decided.request().key(), decision, decision.getDecisionId())
                .with(CacheStats.HEADER, decided.cacheStats()));
        Optional<ExecutionEvent> first = decision.getExecutionId().map(id -> first(decided, id));
        first.ifPresent(event -> outputs.add(execution(event, "first")));
        if (decision.getVerdict() != Verdict.BLOCKED) {
            act(decided, agents, outputs);
        }
        outputs.add(audit.of(decided, first));
        return outputs;
    }

    private static ExecutionEvent first(Decided decided, String executionId) {
        return decided.decision().getVerdict() == Verdict.BLOCKED
                ? Executions.blocked(decided, executionId)
                : Executions.started(decided, executionId);
    }

    private static void act(Decided decided, Function<String, Optional<AgentState>> agents, List<Output> outputs) {
        ActionDecided decision = decided.decision();
        if (decision.getKind() == RequestKind.CHAT) {
            outputs.add(Completions.of(decided, agents.apply(decided.agent().id())));
        } else if (decision.getExecutionId().isPresent()) {
            CanvasEffects.shown(decided)
                    .ifPresent(canvas -> outputs.add(new Output(
                            Topics.CANVASES,
                            canvas.getCanvasId(),
                            canvas,
                            Ids.derive("canvas-state", decision.getRequestId()))));
            outputs.add(execution(
                    Executions.finished(decided, decision.getExecutionId().get()), "finished"));
        }
    }

    private static Output execution(ExecutionEvent event, String step) {
        return new Output(
                Topics.EXECUTIONS,
                event.getExecutionId(),
                event,
                Ids.derive("execution-" + step, event.getExecutionId()));
    }
}
