package dev.writ.sink.personal;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.CompletionText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What was asked in one request, and what was answered.
 *
 * @param executionId empty if nothing ran or was to run
 * @param subject whose it is
 * @param asked the request; empty if it is not stored
 * @param answers in the order of their records; several only if a worker was interrupted while it stored one
 * @param ended whether the audit has the end of what ran, if anything did
 * @param textSha256 of the answer, as the audit has it; empty if no model was called, or none has ended
 * @param entry where in the audit that stands
 * @param erasedAt when the subject was first erased behind the decision; empty if never
 */
public record TextCase(
        String requestId,
        Optional<String> executionId,
        String subject,
        Instant decidedAt,
        Optional<SpecificRecord> asked,
        List<CompletionText> answers,
        boolean ended,
        Optional<String> textSha256,
        Optional<TextPlace> entry,
        Optional<Instant> erasedAt) {

    public TextCase {
        answers = List.copyOf(answers);
    }

    /** The answer that the audit has the hash of; empty if none is. */
    public Optional<CompletionText> verified() {
        return answers.stream()
                .filter(answer -> textSha256
                        .filter(Ids.sha256Hex(answer.getText().getBytes(StandardCharsets.UTF_8))::equals)
                        .isPresent())
                .findFirst();
    }
}
