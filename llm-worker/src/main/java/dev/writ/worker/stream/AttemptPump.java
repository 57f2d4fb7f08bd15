package dev.writ.worker.stream;

import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.worker.control.RunningExecution;
import dev.writ.worker.control.Stop;
import dev.writ.worker.stream.ProviderThread.Delta;
import dev.writ.worker.stream.ProviderThread.Ended;
import dev.writ.worker.stream.ProviderThread.Signal;
import dev.writ.worker.stream.ProviderThread.Stopped;
import dev.writ.worker.stream.ProviderThread.ToolWanted;
import dev.writ.worker.tool.ToolGate;
import dev.writ.worker.tool.ToolVerdict;
import dev.writ.worker.tool.WantedTool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends what a provider says, in its order, until it ends or is stopped. For one attempt and one thread. */
final class AttemptPump {

    private final Completion completion;
    private final int attempt;
    private final RunningExecution running;
    private final AttemptWriter writer;
    private final ToolGate tools;
    private final Answer answer = new Answer();
    private final DeltaCoalescer coalescer = new DeltaCoalescer();
    private @Nullable Long ttftMillis;

    AttemptPump(Completion completion, int attempt, RunningExecution running, AttemptWriter writer, ToolGate tools) {
        this.completion = completion;
        this.attempt = attempt;
        this.running = running;
        this.writer = writer;
        this.tools = tools;
    }

    /** What was sent so far. */
    Answer answer() {
        return answer;
    }

    /** Sends until the end, and returns it. */
    StreamEnded.Builder run(ProviderThread provider) throws InterruptedException {
        long calledAt = System.nanoTime();
        while (true) {
            switch (provider.next(coalescer.nanosUntilDue(System.nanoTime()))) {
                case null -> send(coalescer.takeWhole());
                case Delta delta -> {
                    noteFirst(delta.at() - calledAt);
                    take(delta);
                }
                case ToolWanted wanted -> {
                    noteFirst(wanted.at() - calledAt);
                    if (decide(wanted) instanceof ToolVerdict.Stopped(Stop cause)) {
                        return stopped(provider, cause);
                    }
                }
                case Ended ended -> {
                    send(coalescer.takeAll());
                    return Endings.of(ended.outcome(), completion.request(), answer, writer.lastSeq(), ttftMillis);
                }
                case Stopped(Stop cause) -> {
                    return stopped(provider, cause);
                }
            }
        }
    }

    private void noteFirst(long nanos) {
        if (ttftMillis == null) {
            ttftMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }

    private void take(Delta delta) {
        send(coalescer.add(delta.text(), delta.at()));
    }

    /** Sends the text that came before the provider noticed; tool calls behind a stop are not asked for any more. */
    private StreamEnded.Builder stopped(ProviderThread provider, Stop cause) throws InterruptedException {
        provider.stop();
        for (Signal late = provider.next(0); late != null; late = provider.next(0)) {
            if (late instanceof Delta delta) {
                take(delta);
            }
        }
        send(coalescer.takeAll());
        return Endings.stopped(cause, completion.request(), answer, writer.lastSeq(), ttftMillis);
    }

    /** Sends the text before a tool call, then what becomes of the call. */
    private ToolVerdict decide(ToolWanted wanted) throws InterruptedException {
        send(coalescer.takeWhole());
        ToolCall call = wanted.call();
        ToolVerdict verdict = verdict(wanted);
        switch (verdict) {
            case ToolVerdict.Allowed allowed -> {
                answer.allow(call);
                writer.tool(new ToolCallAllowed(wanted.index(), call, allowed.decisionId()));
            }
            case ToolVerdict.Withheld withheld -> {
                answer.withhold(call.getName());
                writer.tool(ToolCallWithheld.newBuilder()
                        .setIndex(wanted.index())
                        .setCallId(call.getId())
                        .setName(call.getName())
                        .setDecisionId(withheld.decisionId())
                        .setReason(withheld.reason())
                        .build());
            }
            case ToolVerdict.Stopped _ -> {} // Nothing becomes of it.
        }
        return verdict;
    }

    private ToolVerdict verdict(ToolWanted wanted) throws InterruptedException {
        return answer.hasRoomFor(wanted.call())
                ? tools.decide(
                        new WantedTool(
                                completion.request(),
                                attempt,
                                wanted.index(),
                                wanted.call(),
                                completion.traceparent(),
                                completion.timestamp()),
                        running)
                : new ToolVerdict.Withheld(null, "the model's tool calls are too large to be passed on");
    }

    private void send(Iterable<Piece> pieces) {
        for (Piece piece : pieces) {
            answer.add(piece.text());
            writer.delta(piece);
        }
    }
}
