package dev.writ.gateway.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The latest executions, by id: a bounded view of writ.decisions and writ.executions. */
public final class RecentExecutions {

    private static final int MOST = 20_000;

    private final Cache<String, ExecutionView> byId =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** A request was handed to Kafka; until more comes, its execution is pending. */
    public void expect(String executionId) {
        byId.asMap().putIfAbsent(executionId, ExecutionView.PENDING);
    }

    /** A request was not handed to Kafka after all; nothing is to be expected of it. */
    public void forget(String executionId) {
        byId.asMap().remove(executionId, ExecutionView.PENDING);
    }

    /** A decision came. */
    void add(ActionDecided decision) {
        String id = decision.getExecutionId().orElseGet(() -> Ids.executionOf(decision.getRequestId()));
        update(id, view -> view.with(decision));
    }

    /** A start or end came. */
    void add(ExecutionEvent event) {
        boolean end = event.getBody() instanceof ExecutionFinished;
        update(event.getExecutionId(), view -> end ? view.withEnd(event) : view.withStart(event));
    }

    /** What is known of an execution; empty if nothing is, or no more. */
    public Optional<ExecutionView> find(String executionId) {
        return Optional.ofNullable(byId.getIfPresent(executionId));
    }

    /** The decision on a request, if it came lately. */
    public Optional<ActionDecided> decisionOn(String requestId) {
        return find(Ids.executionOf(requestId)).flatMap(ExecutionView::decision);
    }

    private void update(String id, UnaryOperator<ExecutionView> change) {
        byId.asMap().compute(id, (_, view) -> change.apply(view == null ? ExecutionView.PENDING : view));
    }
}
