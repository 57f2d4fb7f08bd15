package dev.writ.worker.stream;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.Usage;
import dev.writ.worker.control.Stop;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.provider.StreamOutcome.TimedOut;
import dev.writ.worker.provider.TokenEstimate;
import org.jspecify.annotations.Nullable;

/** Builds the last event of an attempt. */
final class Endings {

    private Endings() {}

    /**
     * The end that an outcome means.
     *
     * @param answer all that was sent
     * @param lastSeq the number of the last event that was sent, 0 if that was the start
     * @param ttftMillis milliseconds to the first piece; null if there was none
     */
    static StreamEnded.Builder of(
            StreamOutcome outcome,
            CompletionRequested request,
            Answer answer,
            long lastSeq,
            @Nullable Long ttftMillis) {
        boolean counts = outcome instanceof Completed;
        StreamEnded.Builder ended = ended(request, answer, lastSeq, ttftMillis);
        if (outcome.usage() != null || counts) {
            ended.setUsage(outcome.usage() == null ? estimate(request, answer) : outcome.usage());
        }
        return switch (outcome) {
            case Completed completed -> ended.setStatus(StreamEnd.COMPLETED).setFinishReason(completed.finishReason());
            case Failed failed ->
                ended.setStatus(StreamEnd.FAILED)
                        .setErrorCode(failed.code().word())
                        .setErrorMessage(failed.message())
                        .setProviderMessage(failed.said());
            case TimedOut late ->
                ended.setStatus(StreamEnd.TIMED_OUT)
                        .setErrorCode(late.code().word())
                        .setErrorMessage(late.message());
        };
    }

    /** The end that a stop means; the parameters as above. */
    static StreamEnded.Builder stopped(
            Stop cause, CompletionRequested request, Answer answer, long lastSeq, @Nullable Long ttftMillis) {
        return ended(request, answer, lastSeq, ttftMillis)
                .setStatus(StreamEnd.CANCELLED)
                .setErrorCode(cause.code())
                .setErrorMessage(cause.message())
                .setStoppedBy(cause.by());
    }

    /** With an estimate of what was sent for the usage; none where the model gave nothing. */
    private static StreamEnded.Builder ended(
            CompletionRequested request, Answer answer, long lastSeq, @Nullable Long ttftMillis) {
        return StreamEnded.newBuilder()
                .setUsage(answer.characters() > 0 ? estimate(request, answer) : null)
                .setTtftMs(ttftMillis)
                .setLastSeq(lastSeq)
                .setTextSha256(answer.sha256());
    }

    private static Usage estimate(CompletionRequested request, Answer answer) {
        return TokenEstimate.of(request, answer.characters());
    }
}
