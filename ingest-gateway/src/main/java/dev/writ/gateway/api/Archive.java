package dev.writ.gateway.api;

import dev.writ.gateway.decision.ExecutionView;
import dev.writ.gateway.decision.RecentExecutions;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.readmodel.ReadModel;
import dev.writ.gateway.readmodel.ReadModelUnavailableException;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.RequestKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of executions and decisions: the recent view first, the read model for what is older. */
public final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final RecentExecutions recent;
    private final ReadModel readModel;

    Archive(RecentExecutions recent, ReadModel readModel) {
        this.recent = recent;
        this.readModel = readModel;
    }

    /**
     * What is known of an execution.
     *
     * @throws ProblemException 404 if nothing is, 503 if the read model is needed and away
     */
    ExecutionView execution(String id) {
        Optional<ExecutionView> seen = recent.find(id);
        if (seen.filter(view -> view.decision().isPresent() || view.isPending()).isPresent()) {
            return notACheck(seen.get());
        }
        try {
            // What began before this gateway looks back is known in part only.
            return notACheck(readModel.execution(id).or(() -> seen).orElseThrow(Archive::unknown));
        } catch (ReadModelUnavailableException e) {
            return seen.orElseThrow(() -> away(e));
        }
    }

    /** The end of an execution, if it came lately. */
    public Optional<ExecutionEvent> endOf(String id) {
        return recent.find(id).flatMap(ExecutionView::finished);
    }

    /**
     * The decision on a request.
     *
     * @throws ProblemException 404 if there is none, 503 if the read model is needed and away
     */
    ActionDecided decision(String requestId) {
        Optional<ActionDecided> seen = recent.decisionOn(requestId);
        if (seen.isPresent()) {
            return seen.get();
        }
        try {
            return readModel
                    .decisionOn(requestId)
                    .orElseThrow(() -> new ProblemException(
                            Problems.notFound("decision_unknown", "There is no decision on such a request.")));
        } catch (ReadModelUnavailableException e) {
            throw away(e);
        }
    }

    /** The decision on a request that may have been made before; empty too if the read model is away. */
    Optional<ActionDecided> earlierDecision(String requestId) {
        Optional<ActionDecided> seen = recent.decisionOn(requestId);
        if (seen.isPresent()) {
            return seen;
        }
        try {
            return readModel.decisionOn(requestId);
        } catch (ReadModelUnavailableException e) {
            LOG.warn("an idempotency key cannot be looked up; the topology will know it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static ExecutionView notACheck(ExecutionView view) {
        if (view.decision()
                .filter(decision -> decision.getKind() == RequestKind.CHECK)
                .isPresent()) {
            throw unknown();
        }
        return view;
    }

    private static ProblemException unknown() {
        return new ProblemException(Problems.notFound("execution_unknown", "There is no such execution."));
    }

    private static ProblemException away(ReadModelUnavailableException cause) {
        return new ProblemException(
                Problems.unavailable(
                        "read_model_unavailable",
                        "What is asked for is not recent, and older records are not at hand."),
                cause);
    }
}
