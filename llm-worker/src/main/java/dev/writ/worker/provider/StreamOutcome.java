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
     * @param message a sentence for a person, and for the audit: ours, and none of the words of prompts and answers
     * @param said what the provider says about it, without keys; may repeat a prompt; null if it says nothing
     */
    record Failed(
            ErrorCode code,
            String message,
            @Nullable String said,
            @Nullable Usage usage) implements StreamOutcome {
        /** A failure before anything was counted, of which the provider says nothing. */
        public Failed(ErrorCode code, String message) {
            this(code, message, null, null);
        }

        /** A failure of which the provider says nothing. */
        public Failed(ErrorCode code, String message, @Nullable Usage usage) {
            this(code, message, null, usage);
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
