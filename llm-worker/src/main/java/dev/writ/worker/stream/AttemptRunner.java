package dev.writ.worker.stream;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.publish.EventPublisher;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt: the provider on a thread of its own, its text through the coalescer to the token topic on the calling
 * thread, which so can send what has waited for long enough while the provider is silent.
 */
public final class AttemptRunner {

    private final CompletionProvider provider;
    private final EventPublisher publisher;
    private final InstantSource clock;

    /** A runner with the provider, which stays its owner's. */
    public AttemptRunner(CompletionProvider provider, EventPublisher publisher, InstantSource clock) {
        this.provider = provider;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** The first event of an attempt at the completion. */
    public StreamStarted startOf(Completion completion) {
        CompletionRequested request = completion.request();
        ModelRef planned = provider.plan(request);
        return StreamStarted.newBuilder()
                .setProvider(planned.provider())
                .setModel(planned.model())
                .setAgentId(request.getAgentId())
                .setAgentName(request.getAgentName())
                .setUserId(request.getUserId())
                .setSessionId(request.getSessionId())
                .build();
    }

    /**
     * Runs the attempt to its end, good or bad.
     *
     * @param attempt its number, from 1
     * @throws KafkaException if an event could not be written; the attempt then has no end in the topic
     * @throws InterruptedException if the thread is interrupted; the attempt then has no end in the topic
     */
    public EndedAttempt run(Completion completion, int attempt) throws InterruptedException {
        StreamStarted started = startOf(completion);
        AttemptWriter writer = new AttemptWriter(publisher, clock, completion, attempt, 0);
        writer.start(started);
        ProviderThread thread =
                ProviderThread.start(provider, new ModelCall(completion.request(), started.getModel(), attempt));
        AttemptText text = new AttemptText();
        try {
            StreamEnded ended = pump(thread, completion.request(), text, writer);
            return new EndedAttempt(attempt, started, ended, writer.end(ended));
        } finally {
            thread.stop();
        }
    }

    /** Sends what the provider says until it ends, and returns how. */
    private static StreamEnded pump(
            ProviderThread thread, CompletionRequested request, AttemptText text, AttemptWriter writer)
            throws InterruptedException {
        DeltaCoalescer coalescer = new DeltaCoalescer();
        long calledAt = System.nanoTime();
        @Nullable Long ttftMillis = null;
        while (true) {
            switch (thread.next(coalescer.nanosUntilDue(System.nanoTime()))) {
                case null -> send(coalescer.takeWhole(), text, writer);
                case ProviderThread.Delta(String delta, long at) -> {
                    if (ttftMillis == null) {
                        ttftMillis = TimeUnit.NANOSECONDS.toMillis(at - calledAt);
                    }
                    send(coalescer.add(delta, at), text, writer);
                }
                case ProviderThread.Ended(StreamOutcome outcome) -> {
                    send(coalescer.takeAll(), text, writer);
                    return Endings.of(outcome, request, text, writer.lastSeq(), ttftMillis);
                }
            }
        }
    }

    private static void send(Iterable<Piece> pieces, AttemptText text, AttemptWriter writer) {
        for (Piece piece : pieces) {
            text.add(piece.text());
            writer.delta(piece);
        }
    }
}
