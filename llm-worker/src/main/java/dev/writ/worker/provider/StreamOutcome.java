package dev.writ.worker.provider;

import dev.writ.schemas.event.Usage;
import org.jspecify.annotations.Nullable;

/** How a completion ended, as the provider saw it. */
public sealed interface StreamOutcome {

    /** What the provider counted; null if it did not count. */
    @Nullable
    Usage usage();

    /**
     * The model came to an end and said why.
     *
     * @param finishReason in the provider's word, such as stop or length
     */
    record Completed(String finishReason, @Nullable Usage usage) implements StreamOutcome {}

    /**
     * It did not come to an end.
     *
     * @param code what went wrong
     * @param message a sentence for a person; holds no secret
     */
    record Failed(ErrorCode code, String message, @Nullable Usage usage) implements StreamOutcome {
        /** A failure before anything was counted. */
        public Failed(ErrorCode code, String message) {
            this(code, message, null);
        }
    }

    /**
     * It took too long.
     *
     * @param code which limit was passed
     * @param message a sentence for a person
     */
    record TimedOut(ErrorCode code, String message) implements StreamOutcome {
        @Override
        public @Nullable Usage usage() {
            return null;
        }
    }
}
