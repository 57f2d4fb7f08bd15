package dev.writ.worker.provider;

import dev.writ.schemas.event.CompletionRequested;
import org.jspecify.annotations.Nullable;

/**
 * One completion to run.
 *
 * @param request what to complete
 * @param model the model to run; the request's, or the worker's default where it names none
 * @param attempt which attempt at the execution it is, from 1
 * @param traceparent the W3C trace context that it belongs to; null if it is not traced
 */
public record ModelCall(
        CompletionRequested request,
        String model,
        int attempt,
        @Nullable String traceparent) {

    /** A call that is not traced. */
    public ModelCall(CompletionRequested request, String model, int attempt) {
        this(request, model, attempt, null);
    }

    /** The first attempt at a request. */
    public static ModelCall first(CompletionRequested request, String model) {
        return new ModelCall(request, model, 1);
    }
}
