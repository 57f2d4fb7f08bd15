package dev.writ.worker.provider;

import dev.writ.schemas.event.CompletionRequested;

/**
 * One completion to run.
 *
 * @param request what to complete
 * @param model the model to run; the request's, or the worker's default where it names none
 * @param attempt which attempt at the execution it is, from 1
 */
public record ModelCall(CompletionRequested request, String model, int attempt) {

    /** The first attempt at a request. */
    public static ModelCall first(CompletionRequested request, String model) {
        return new ModelCall(request, model, 1);
    }
}
