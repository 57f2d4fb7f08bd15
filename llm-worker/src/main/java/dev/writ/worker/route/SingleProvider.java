package dev.writ.worker.route;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.StreamOutcome;

/**
 * One provider for everything.
 *
 * @param name its name in events
 * @param defaultModel for requests that name no model
 */
public record SingleProvider(String name, String defaultModel, ModelRunner runner) implements CompletionProvider {

    @Override
    public ModelRef plan(CompletionRequested request) {
        return new ModelRef(name, request.getModel().orElse(defaultModel));
    }

    @Override
    public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
        return runner.complete(call, sink);
    }

    @Override
    public void close() {
        runner.close();
    }
}
