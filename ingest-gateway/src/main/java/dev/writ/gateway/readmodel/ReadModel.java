package dev.writ.gateway.readmodel;

import dev.writ.gateway.decision.ExecutionView;
import dev.writ.schemas.event.ActionDecided;
import java.util.Optional;

/** What the audit sink has written of requests that the recent view no longer holds. */
public interface ReadModel extends AutoCloseable {

    /** Holds nothing: for a gateway without a database. */
    ReadModel NONE = new ReadModel() {
        @Override
        public Optional<ActionDecided> decisionOn(String requestId) {
            return Optional.empty();
        }

        @Override
        public Optional<ExecutionView> execution(String executionId) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /**
     * The decision on a request.
     *
     * @throws ReadModelUnavailableException if the database does not answer in about a second
     */
    Optional<ActionDecided> decisionOn(String requestId) throws ReadModelUnavailableException;

    /**
     * What is known of an execution.
     *
     * @throws ReadModelUnavailableException if the database does not answer in about a second
     */
    Optional<ExecutionView> execution(String executionId) throws ReadModelUnavailableException;

    @Override
    void close();
}
