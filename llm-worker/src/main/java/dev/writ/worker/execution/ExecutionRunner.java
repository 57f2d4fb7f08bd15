package dev.writ.worker.execution;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.TokenEstimate;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.AttemptRunner;
import dev.writ.worker.stream.AttemptText;
import dev.writ.worker.stream.AttemptWriter;
import dev.writ.worker.stream.Completion;
import dev.writ.worker.stream.EndedAttempt;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a delivery to its end: exactly one result in the token topic and, at least once and always the same, one end in the
 * execution topic.
 *
 * <p>The token topic is the memory. What a delivery may have left there decides what is still to do: a result is only
 * published again, an attempt without an end is superseded by the next, and too many attempts end the execution as failed.
 */
public final class ExecutionRunner {

    private final AvroDeserializer<CompletionRequested> deserializer;
    private final AttemptRunner attempts;
    private final History history;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final ExecutionEnd end;
    private final DeadLetterBox deadLetters;
    private final int maxAttempts;

    /** @param maxAttempts most attempts at one execution, 1 or more */
    public ExecutionRunner(
            SchemaRegistryClient registry,
            AttemptRunner attempts,
            History history,
            EventPublisher publisher,
            InstantSource clock,
            int maxAttempts) {
        this.deserializer = new AvroDeserializer<>(CompletionRequested.class, registry);
        this.attempts = attempts;
        this.history = history;
        this.publisher = publisher;
        this.clock = clock;
        this.end = new ExecutionEnd(publisher);
        this.deadLetters = new DeadLetterBox(publisher, clock);
        this.maxAttempts = maxAttempts;
    }

    /**
     * Runs the delivery to its end; returns when nothing of it is left to do.
     *
     * @throws KafkaException if an event could not be written or read; the delivery must be tried again
     * @throws RegistryUnavailableException if the record could not be judged; the delivery must be tried again
     * @throws InterruptedException if the thread is interrupted; another delivery will take over
     */
    public void run(Delivery delivery) throws InterruptedException {
        Optional<Completion> readable = read(delivery.record());
        if (readable.isEmpty()) {
            return;
        }
        Completion completion = readable.get();
        AttemptHistory past = delivery.mayBeRepeated()
                ? history.of(completion.executionId(), completion.timestamp())
                : new AttemptHistory();
        Optional<EndedAttempt> result = past.result();
        if (result.isEmpty()) {
            boolean exhausted = past.latest() >= maxAttempts || delivery.failures() >= maxAttempts;
            result = Optional.of(exhausted ? giveUp(delivery, completion, past) : attempt(completion, past));
        }
        end.publish(completion, result.get());
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

    private EndedAttempt attempt(Completion completion, AttemptHistory past) throws InterruptedException {
        Optional<AttemptTrace> open = past.open();
        if (open.isPresent()) {
            AttemptTrace trace = open.get();
            writerAfter(trace, completion)
                    .end(endOf(trace, completion)
                            .setStatus(StreamEnd.SUPERSEDED)
                            .build());
        }
        return attempts.run(completion, past.latest() + 1);
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
        StreamStarted started = attempts.startOf(completion);
        AttemptTrace trace = past.open().orElseGet(() -> new AttemptTrace(past.latest() + 1));
        AttemptWriter writer = writerAfter(trace, completion);
        StreamEnded.Builder ended = endOf(trace, completion);
        if (trace.lastSeq() < 0) {
            writer.start(started);
        }
        StreamEnded failed = ended.setStatus(StreamEnd.FAILED)
                .setErrorCode(ErrorCode.ATTEMPTS_EXHAUSTED.word())
                .setErrorMessage(message)
                .build();
        return new EndedAttempt(trace.attempt(), started, failed, writer.end(failed));
    }

    private AttemptWriter writerAfter(AttemptTrace trace, Completion completion) {
        return new AttemptWriter(publisher, clock, completion, trace.attempt(), trace.lastSeq() + 1);
    }

    /** The end of an attempt that another worker left open: its text as far as the topic has it. */
    private static StreamEnded.Builder endOf(AttemptTrace trace, Completion completion) {
        AttemptText text = trace.text();
        return StreamEnded.newBuilder()
                .setUsage(text.characters() == 0 ? null : TokenEstimate.of(completion.request(), text.characters()))
                .setLastSeq(Math.max(0, trace.lastSeq()))
                .setTextSha256(text.sha256());
    }
}
