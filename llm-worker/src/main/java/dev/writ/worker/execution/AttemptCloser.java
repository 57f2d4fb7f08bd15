package dev.writ.worker.execution;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.worker.control.Stop;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.TokenEstimate;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.Answer;
import dev.writ.worker.stream.AttemptWriter;
import dev.writ.worker.stream.Completion;
import dev.writ.worker.stream.EndedAttempt;
import java.time.InstantSource;
import java.util.function.Function;

/** Ends attempts without calling a provider: those that another worker left open, and those that must not begin. */
final class AttemptCloser {

    private final EventPublisher publisher;
    private final InstantSource clock;
    private final Function<Completion, StreamStarted> starts;

    /** @param starts the first event of an attempt */
    AttemptCloser(EventPublisher publisher, InstantSource clock, Function<Completion, StreamStarted> starts) {
        this.publisher = publisher;
        this.clock = clock;
        this.starts = starts;
    }

    /** Ends an open attempt in favour of the next. */
    void supersede(Completion completion, AttemptTrace open) throws InterruptedException {
        writerAfter(open, completion)
                .end(fill(StreamEnded.newBuilder().setStatus(StreamEnd.SUPERSEDED), open, completion)
                        .build());
    }

    /** Ends an execution that was begun too often. */
    EndedAttempt exhausted(Completion completion, AttemptHistory past, String message) throws InterruptedException {
        StreamEnded.Builder ended = StreamEnded.newBuilder()
                .setStatus(StreamEnd.FAILED)
                .setErrorCode(ErrorCode.ATTEMPTS_EXHAUSTED.word())
                .setErrorMessage(message);
        return end(completion, past, ended);
    }

    /** Ends an execution that was stopped before this worker called anybody for it. */
    EndedAttempt stopped(Completion completion, AttemptHistory past, Stop cause) throws InterruptedException {
        StreamEnded.Builder ended = StreamEnded.newBuilder()
                .setStatus(StreamEnd.CANCELLED)
                .setErrorCode(cause.code())
                .setErrorMessage(cause.message())
                .setStoppedBy(cause.by());
        return end(completion, past, ended);
    }

    /** Ends the attempt that is open, or else one that only starts and ends, so that readers see an end. */
    private EndedAttempt end(Completion completion, AttemptHistory past, StreamEnded.Builder how)
            throws InterruptedException {
        AttemptTrace trace = past.open().orElseGet(() -> new AttemptTrace(past.latest() + 1));
        StreamStarted started = trace.started().orElseGet(() -> starts.apply(completion));
        AttemptWriter writer = writerAfter(trace, completion);
        StreamEnded ended = fill(how, trace, completion).build();
        if (trace.lastSeq() < 0) {
            writer.start(started);
        }
        return new EndedAttempt(trace.attempt(), started, ended, writer.end(ended), trace.answer());
    }

    private AttemptWriter writerAfter(AttemptTrace trace, Completion completion) {
        return new AttemptWriter(publisher, clock, completion, trace.attempt(), trace.lastSeq() + 1);
    }

    /** Adds what the topic has of the attempt. Who ran it can only be who was to be tried first. */
    private static StreamEnded.Builder fill(StreamEnded.Builder ended, AttemptTrace trace, Completion completion) {
        Answer answer = trace.answer();
        if (answer.characters() > 0) {
            ended.setUsage(TokenEstimate.of(completion.request(), answer.characters()));
            trace.started()
                    .ifPresent(
                            started -> ended.setProvider(started.getProvider()).setModel(started.getModel()));
        }
        return ended.setLastSeq(Math.max(0, trace.lastSeq())).setTextSha256(answer.sha256());
    }
}
