package dev.writ.worker;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;

/** Calls the tools that the model's id names, separated by commas, with text before, between and after them. */
final class ToolProvider implements CompletionProvider {

    @Override
    public ModelRef plan(CompletionRequested request) {
        return new ModelRef("tools", request.getModel().orElse("none"));
    }

    @Override
    public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
        sink.calling(new ModelRef("planned", call.model()));
        sink.calling(new ModelRef("fallback", "the-other-model"));
        String[] names = call.model().split(",", -1);
        for (int i = 0; i < names.length; i++) {
            sink.accept("before " + i + ". ");
            sink.toolCall(i, new ToolCall("call-" + i, names[i], "{\"q\":" + i + "}"));
        }
        sink.accept("Done.");
        return new StreamOutcome.Completed("tool_calls", null);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
