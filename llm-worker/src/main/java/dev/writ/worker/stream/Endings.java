package dev.writ.worker.stream;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.Usage;
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
     * @param text all that was sent
     * @param lastSeq the number of the last event that was sent, 0 if that was the start
     * @param ttftMillis milliseconds to the first text; null if there was none
     */
    static StreamEnded of(
            StreamOutcome outcome,
            CompletionRequested request,
            AttemptText text,
            long lastSeq,
            @Nullable Long ttftMillis) {
        StreamEnded.Builder ended = StreamEnded.newBuilder()
                .setUsage(usage(outcome, request, text))
                .setTtftMs(ttftMillis)
                .setLastSeq(lastSeq)
                .setTextSha256(text.sha256());
        return switch (outcome) {
            case Completed completed ->
                ended.setStatus(StreamEnd.COMPLETED)
                        .setFinishReason(completed.finishReason())
                        .build();
            case Failed failed ->
                ended.setStatus(StreamEnd.FAILED)
                        .setErrorCode(failed.code().word())
                        .setErrorMessage(failed.message())
                        .build();
            case TimedOut late ->
                ended.setStatus(StreamEnd.TIMED_OUT)
                        .setErrorCode(late.code().word())
                        .setErrorMessage(late.message())
                        .build();
        };
    }

    /** The provider's count, else an estimate of what was sent; none where the model gave nothing. */
    private static @Nullable Usage usage(StreamOutcome outcome, CompletionRequested request, AttemptText text) {
        if (outcome.usage() != null) {
            return outcome.usage();
        }
        return outcome instanceof Completed || text.characters() > 0
                ? TokenEstimate.of(request, text.characters())
                : null;
    }
}
