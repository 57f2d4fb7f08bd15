package dev.writ.worker.http;

import dev.writ.worker.http.BodyFeed.Signal;
import dev.writ.worker.http.Dialect.EventReader;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.provider.StreamOutcome.TimedOut;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer to its end. Completed needs a finish reason: client libraries take a broken stream for a whole one, an
 * error inside of a stream for nothing at all, and this is where both are told apart.
 */
final class AnswerReader {

    /** Longest line and event; a chunk has a few hundred bytes, a usage chunk with details a few thousand. */
    private static final int MOST_BYTES = 256 * 1024;
    /** How long a body may take from the mark of its end to its end. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final BodyFeed body;
    private final Refusal refusal;
    private final SseDecoder decoder = new SseDecoder(MOST_BYTES);
    private final EventReader events;
    private final Answer answer;

    /** @param refusal of what the provider reports as an error */
    AnswerReader(BodyFeed body, EventReader events, DeltaSink sink, Refusal refusal) {
        this.body = body;
        this.events = events;
        this.answer = new Answer(sink);
        this.refusal = refusal;
    }

    /**
     * Reads to the end and hands the text on; closes the connection unless the answer came to its own end.
     *
     * @param firstByte by when the body must begin
     * @param total by when it must have ended
     */
    StreamOutcome read(Deadline firstByte, Duration idle, Deadline total) throws InterruptedException {
        boolean ended = false;
        try {
            Deadline next = firstByte;
            ErrorCode late = ErrorCode.UPSTREAM_FIRST_BYTE_TIMEOUT;
            while (true) {
                boolean totalFirst = total.isBefore(next);
                Signal signal = body.next((totalFirst ? total : next).left());
                StreamOutcome outcome =
                        signal == null ? timedOut(totalFirst ? ErrorCode.UPSTREAM_TOTAL_TIMEOUT : late) : take(signal);
                if (outcome != null) {
                    ended = outcome instanceof Completed;
                    return outcome;
                }
                next = Deadline.in(idle);
                late = ErrorCode.UPSTREAM_IDLE_TIMEOUT;
            }
        } catch (SseProtocolException e) {
            return failed(ErrorCode.UPSTREAM_PROTOCOL, String.valueOf(e.getMessage()));
        } finally {
            if (ended) {
                body.finish(LINGER);
            } else {
                body.cancel();
            }
        }
    }

    private @Nullable StreamOutcome take(Signal signal) throws SseProtocolException, InterruptedException {
        return switch (signal) {
            case Signal.Bytes(List<ByteBuffer> buffers) -> takeAll(buffers);
            case Signal.End() -> ended("the stream ended without a finish reason");
            case Signal.Broken(Throwable ignored) -> ended("the connection broke in mid-stream");
        };
    }

    private @Nullable StreamOutcome takeAll(List<ByteBuffer> buffers)
            throws SseProtocolException, InterruptedException {
        for (ByteBuffer buffer : buffers) {
            for (SseEvent event : decoder.decode(buffer)) {
                StreamOutcome outcome = take(event);
                if (outcome != null) {
                    return outcome;
                }
            }
        }
        return null;
    }

    private @Nullable StreamOutcome take(SseEvent event) throws SseProtocolException, InterruptedException {
        events.take(event, answer);
        if (answer.error() != null) {
            return refusal.reported("the provider reported an error in its stream", answer.error(), answer.usage());
        }
        return answer.isDone() ? ended("the stream was done without a finish reason") : null;
    }

    private StreamOutcome ended(String otherwise) {
        String finishReason = answer.finishReason();
        if (finishReason == null) {
            return failed(ErrorCode.UPSTREAM_TRUNCATED, otherwise);
        }
        return finishReason.equals("error")
                ? failed(ErrorCode.UPSTREAM_ERROR, "the provider gave error as the finish reason")
                : new Completed(refusal.word(finishReason), answer.usage());
    }

    private Failed failed(ErrorCode code, String message) {
        return new Failed(code, message, answer.usage());
    }

    private static TimedOut timedOut(ErrorCode code) {
        return new TimedOut(
                code,
                switch (code) {
                    case UPSTREAM_FIRST_BYTE_TIMEOUT -> "the provider did not begin to answer in time";
                    case UPSTREAM_IDLE_TIMEOUT -> "the provider paused for too long";
                    default -> "the answer took too long as a whole";
                });
    }
}
