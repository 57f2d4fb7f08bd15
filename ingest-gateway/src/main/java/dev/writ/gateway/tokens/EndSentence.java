package dev.writ.gateway.tokens;

import dev.writ.schemas.event.StreamEnded;
import java.util.Optional;

/** What the reader of a stream is told about an end that is none of the model's own, the provider's words included. */
public final class EndSentence {

    private EndSentence() {}

    /** Empty if the end has no sentence. */
    public static Optional<String> of(StreamEnded end) {
        return end.getErrorMessage()
                .map(message -> end.getProviderMessage()
                        .map(said -> message + ": " + said)
                        .orElse(message));
    }
}
