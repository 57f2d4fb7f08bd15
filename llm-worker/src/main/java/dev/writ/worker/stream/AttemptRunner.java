package dev.writ.worker.stream;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.worker.control.RunningExecution;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.tool.ToolGate;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Runs one attempt: the provider on a thread of its own, its text through the coalescer to the token topic on the calling
 * thread, which so can send what has waited for long enough while the provider is silent.
 */
public final class AttemptRunner {

    private final CompletionProvider provider;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final ToolGate tools;

    /**
     * A runner with the provider, which stays its owner's.
     *
     * @param tools lets tool calls pass or withholds them
     */
    public AttemptRunner(CompletionProvider provider, EventPublisher publisher, InstantSource clock, ToolGate tools) {
        this.provider = provider;
        this.publisher = publisher;
        this.clock = clock;
        this.tools = tools;
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
                .setOnDisconnect(request.getOnDisconnect())
                .build();
    }

    /**
     * Runs the attempt to its end, good or bad. The provider is called only when the attempt's start is durable, so that whoever
     * takes over from a worker that died or stood still finds that this number may have been called for.
     *
     * @param attempt its number, from 1
     * @param running the execution, whose stop ends the attempt
     * @param beforeCall is run between the start and the call; what it throws prevents the call
     * @throws KafkaException if an event could not be written; the attempt then has no end in the topic
     * @throws InterruptedException if the thread is interrupted; the attempt then has no end in the topic
     */
    public EndedAttempt run(Completion completion, int attempt, RunningExecution running, Runnable beforeCall)
            throws InterruptedException {
        StreamStarted started = startOf(completion);
        AttemptWriter writer = new AttemptWriter(publisher, clock, completion, attempt, 0);
        writer.start(started);
        beforeCall.run();
        ProviderThread thread = ProviderThread.start(
                provider, new ModelCall(completion.request(), started.getModel(), attempt, completion.traceparent()));
        var _ = running.stopped().thenAccept(thread::halt);
        AttemptPump pump = new AttemptPump(completion, attempt, running, writer, tools);
        try {
            StreamEnded ended = withRunner(pump.run(thread), thread, pump.answer(), started);
            return new EndedAttempt(attempt, started, ended, writer.end(ended), pump.answer());
        } finally {
            thread.stop();
        }
    }

    /** Names who ran the model: who the provider says, else, where the model said something, who was planned. */
    private static StreamEnded withRunner(
            StreamEnded.Builder ended, ProviderThread thread, Answer answer, StreamStarted started) {
        boolean ran = answer.characters() > 0 || ended.getStatus() == StreamEnd.COMPLETED;
        thread.called()
                .or(() -> ran ? Optional.of(new ModelRef(started.getProvider(), started.getModel())) : Optional.empty())
                .ifPresent(model -> ended.setProvider(model.provider()).setModel(model.model()));
        return ended.build();
    }
}
