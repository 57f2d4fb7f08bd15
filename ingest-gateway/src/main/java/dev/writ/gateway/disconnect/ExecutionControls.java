package dev.writ.gateway.disconnect;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import java.time.Clock;
import java.time.Instant;

/** Says on writ.execution.controls what the readers of this gateway mean for an execution. */
public final class ExecutionControls implements ReaderWatch.Controls {

    private final Publisher publisher;
    private final String instance;
    private final Clock clock;

    /**
     * Controls of one gateway.
     *
     * @param instance names it; no other gateway, and no earlier run of this one, has the name
     */
    public ExecutionControls(Publisher publisher, String instance, Clock clock) {
        this.publisher = publisher;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public void cancel(String executionId, String code) throws InterruptedException {
        publish(executionId, ExecutionControlKind.CANCEL, code, Ids.derive("cancel", executionId, code));
    }

    @Override
    public void reading(String executionId) throws InterruptedException {
        String id = Ids.derive("reading", executionId, instance, clock.instant());
        publish(executionId, ExecutionControlKind.READING, "reading", id);
    }

    /**
     * Writes one control.
     *
     * @throws ProblemException 503 if Kafka cannot take it now
     */
    private void publish(String executionId, ExecutionControlKind kind, String code, String id)
            throws InterruptedException {
        ExecutionControl control = ExecutionControl.newBuilder()
                .setExecutionId(executionId)
                .setKind(kind)
                .setActor(instance)
                .setCode(code)
                .setRequestedAt(Instant.ofEpochMilli(clock.millis()))
                .build();
        CloudEvent event =
                CloudEvent.of(id, Publisher.SOURCE, control, clock.instant(), CloudEvent.traceparentFrom(executionId));
        publisher.publish(Topics.EXECUTION_CONTROLS, executionId, control, event, ObservedPositions.NONE);
    }
}
