package dev.writ.worker.execution;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.telemetry.DeadLetterCount;
import dev.writ.telemetry.RecordSpans;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.control.RunningExecution;
import dev.writ.worker.control.Stop;
import dev.writ.worker.control.Stops;
import dev.writ.worker.meter.CallWatch;
import dev.writ.worker.meter.ExecutionMeters;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.AttemptRunner;
import dev.writ.worker.stream.Completion;
import dev.writ.worker.stream.EndedAttempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a delivery to its end: exactly one result in the token topic and then, at least once and always the same, the answer
 * as a whole and one end in the execution topic.
 *
 * <p>The token topic is the memory. What a delivery may have left there decides what is still to do: a result is only
 * published again, an attempt without an end is superseded by the next, and too many attempts end the execution as failed. A
 * stop that is known before anything runs ends it without a call.
 *
 * <p>A worker that stood still may end an attempt that another one has superseded meanwhile. What of it counts is decided by the
 * topic's order as well, so that an execution never gets two ends.
 */
public final class ExecutionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionRunner.class);

    private final AvroDeserializer<CompletionRequested> deserializer;
    private final AttemptRunner attempts;
    private final History history;
    private final Stops stops;
    private final AttemptCloser closer;
    private final AnswerArchive answers;
    private final ExecutionEnd end;
    private final DeadLetterBox deadLetters;
    private final InstantSource clock;
    private final Pulse pulse;
    private final ExecutionMeters meters;
    private final ModelMeters models;
    private final CallWatch watch;
    private final Tracing tracing;
    private final int maxAttempts;

    /**
     * @param pulse the queue's
     * @param watch is told of each attempt
     * @param maxAttempts most attempts at one execution, 1 or more
     */
    public ExecutionRunner(
            SchemaRegistryClient registry,
            AttemptRunner attempts,
            History history,
            EventPublisher publisher,
            InstantSource clock,
            Stops stops,
            Pulse pulse,
            MeterRegistry registryOfMeters,
            ModelMeters models,
            CallWatch watch,
            Tracing tracing,
            int maxAttempts) {
        this.deserializer = new AvroDeserializer<>(CompletionRequested.class, registry);
        this.attempts = attempts;
        this.history = history;
        this.stops = stops;
        this.closer = new AttemptCloser(publisher, clock, attempts::startOf);
        this.meters = new ExecutionMeters(registryOfMeters);
        this.models = models;
        this.watch = watch;
        this.tracing = tracing;
        this.answers = new AnswerArchive(publisher);
        this.end = new ExecutionEnd(publisher, meters);
        this.deadLetters = new DeadLetterBox(publisher, clock, new DeadLetterCount(registryOfMeters, "worker"));
        this.clock = clock;
        this.pulse = pulse;
        this.maxAttempts = maxAttempts;
    }

    /**
     * Runs the delivery to its end; returns when nothing of it is left to do.
     *
     * @throws KafkaException if an event could not be written or read, or the queue did not come round before the call; the
     *     delivery must be tried again
     * @throws RegistryUnavailableException if the record could not be judged; the delivery must be tried again
     * @throws InterruptedException if the thread is interrupted; another delivery will take over
     */
    public void run(Delivery delivery) throws InterruptedException {
        Optional<Completion> readable = read(delivery.record());
        if (readable.isEmpty()) {
            return;
        }
        ConsumerRecord<byte[], byte[]> given = delivery.record();
        Span span = tracing.start(
                        SpanKind.CONSUMER,
                        RecordSpans.processing(given.topic()),
                        readable.get().traceparent())
                .setAllAttributes(RecordSpans.processed(given.topic(), given.partition(), given.offset()));
        try {
            run(
                    delivery,
                    readable.get().in(Tracing.contextIn(span, readable.get().traceparent())));
        } catch (RuntimeException | InterruptedException e) {
            Tracing.fail(span, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    private void run(Delivery delivery, Completion completion) throws InterruptedException {
        Instant begun = clock.instant();
        AttemptHistory past = delivery.mayBeRepeated() ? past(completion) : new AttemptHistory();
        Optional<EndedAttempt> result = past.result();
        if (result.isEmpty()) {
            try (RunningExecution running = stops.begin(completion.request())) {
                result = Optional.of(bringToAnEnd(delivery, completion, past, running, begun));
            }
            if (pulse.stoppedSince(begun)) {
                result = past(completion).result();
            }
        }
        if (result.isPresent()) {
            answers.publish(completion, result.get());
            end.publish(completion, result.get());
        } else {
            LOG.warn("{} was superseded while this worker stood still", completion.executionId());
        }
    }

    private AttemptHistory past(Completion completion) throws InterruptedException {
        return history.of(completion.executionId(), completion.timestamp());
    }

    private Optional<Completion> read(ConsumerRecord<byte[], byte[]> given) throws InterruptedException {
        try {
            @Nullable CompletionRequested request = deserializer.deserialize(given.topic(), given.value());
            if (request == null) {
                throw new UnreadableRecordException("a completion must have a value");
            }
            String traceparent = CloudEvent.traceparentIn(given.headers(), request.getExecutionId());
            return Optional.of(new Completion(request, traceparent, given.timestamp()));
        } catch (UnreadableRecordException e) {
            deadLetters.put(given, DeadLetterReason.UNREADABLE, "unreadable", String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }

    private EndedAttempt bringToAnEnd(
            Delivery delivery, Completion completion, AttemptHistory past, RunningExecution running, Instant begun)
            throws InterruptedException {
        Optional<Stop> stop = running.stop();
        if (stop.isPresent()) {
            return closer.stopped(completion, past, stop.get());
        }
        if (past.latest() >= maxAttempts || delivery.failures() >= maxAttempts) {
            return giveUp(delivery, completion, past);
        }
        Optional<AttemptTrace> open = past.open();
        if (open.isPresent()) {
            closer.supersede(completion, open.get());
            Optional<EndedAttempt> ended = past(completion).result();
            if (ended.isPresent()) {
                return ended.get(); // Whoever ran it has ended it since it was read: what stands first counts.
            }
        }
        refuseAfterStandstill(begun);
        meters.attempt();
        watch.calls(completion.request(), completion.timestamp());
        EndedAttempt attempt = attempts.run(completion, past.latest() + 1, running, () -> refuseAfterStandstill(begun));
        measure(attempt.ended());
        return attempt;
    }

    private void refuseAfterStandstill(Instant begun) {
        if (pulse.stoppedSince(begun)) {
            throw new KafkaException("this worker stood still, and the attempt may be another one's by now");
        }
    }

    private void measure(StreamEnded ended) {
        if (ended.getUsage().isPresent() && ended.getProvider().isPresent()) {
            ModelRef model =
                    new ModelRef(ended.getProvider().get(), ended.getModel().orElse(""));
            models.used(model, ended.getUsage().get());
        }
    }

    /** Ends an execution that was begun too often: its stream, so that its readers see an end, after a dead letter. */
    private EndedAttempt giveUp(Delivery delivery, Completion completion, AttemptHistory past)
            throws InterruptedException {
        String message = "begun " + Math.max(past.latest(), delivery.failures()) + " times without an end";
        deadLetters.put(
                delivery.record(),
                DeadLetterReason.EXHAUSTED,
                ErrorCode.ATTEMPTS_EXHAUSTED.word(),
                message,
                completion.request().getRequestId());
        return closer.exhausted(completion, past, message);
    }
}
