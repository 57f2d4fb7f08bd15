package dev.writ.launcher.audit;

import dev.writ.history.replay.EventJson;
import dev.writ.schemas.event.CompletionText;
import dev.writ.sink.personal.TextCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked and answered, for people.
 *
 * @param text lines, each with its end
 * @param finding what it comes to
 */
record TextReport(String text, Finding finding) {

    /** What there is to see. */
    enum Finding {
        /** All that was asked and answered. */
        SHOWN,
        /** An answer that is not the one whose hash the audit has. */
        CHANGED,
        /** Not all of it. */
        NOT_THERE
    }

    /** A report on the case. */
    static TextReport of(TextCase found) {
        List<String> lines = new ArrayList<>();
        lines.add("request    " + found.requestId());
        found.executionId().ifPresent(execution -> lines.add("execution  " + execution));
        lines.add("of         " + found.subject() + ", decided at " + found.decidedAt());
        lines.add("asked      " + found.asked().map(EventJson::of).orElse(missing(found)));
        Finding finding = answer(found, lines);
        String text = Printable.lines(String.join("\n", lines)) + "\n";
        return new TextReport(text, finding == Finding.SHOWN && found.asked().isEmpty() ? Finding.NOT_THERE : finding);
    }

    private static Finding answer(TextCase found, List<String> lines) {
        Optional<CompletionText> verified = found.verified();
        if (found.answers().isEmpty()) {
            boolean complete = found.ended() && found.textSha256().isEmpty();
            lines.add("answered   " + (complete ? "by no model, as the audit has it" : missing(found)));
            return complete ? Finding.SHOWN : Finding.NOT_THERE;
        }
        CompletionText answer = verified.orElseGet(() -> found.answers().getLast());
        lines.add("answered   at " + answer.getOccurredAt() + " by " + answer.getModel() + ", "
                + answer.getEnded().getStatus());
        answer.getToolCalls().forEach(call -> lines.add("called     " + EventJson.of(call)));
        lines.add("");
        lines.add(answer.getText());
        lines.add("");
        String entry = found.entry()
                .map(place -> "the entry at " + place.topic() + "-" + place.partition() + "@" + place.offset())
                .orElse("the entry");
        if (verified.isPresent()) {
            lines.add("verified   the answer's SHA-256 is text_sha256 of " + entry);
            return Finding.SHOWN;
        }
        lines.add(
                found.textSha256().isPresent()
                        ? "NOT VERIFIED  the answer's SHA-256 is not text_sha256 of " + entry
                        : "not verified  the audit's tables have no end of this execution yet");
        return found.textSha256().isPresent() ? Finding.CHANGED : Finding.NOT_THERE;
    }

    private static String missing(TextCase found) {
        return found.erasedAt().map(when -> "erased on " + when).orElse(found.ended() ? "not stored" : "not yet");
    }
}
