package dev.writ.worker.stream;

import dev.writ.schemas.event.CompletionRequested;
import java.nio.charset.StandardCharsets;

/**
 * A completion to run, with the context of its record.
 *
 * @param request what is asked
 * @param traceparent W3C trace context that its events carry on
 * @param timestamp of the record, in milliseconds since 1970
 */
public record Completion(CompletionRequested request, String traceparent, long timestamp) {

    /** The same in another context of its trace. */
    public Completion in(String context) {
        return new Completion(request, context, timestamp);
    }

    /** The execution. */
    public String executionId() {
        return request.getExecutionId();
    }

    /** The key of the execution's events. */
    public byte[] key() {
        return request.getExecutionId().getBytes(StandardCharsets.UTF_8);
    }
}
