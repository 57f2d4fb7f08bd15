package dev.writ.torture.check;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The simulated model says the same to the same question, so that its journal need only count what it said. Where the model is none that
 * fails and nothing was broken then, the last attempt has to complete.
 */
final class StreamsEqualTheProvider implements Check {

    /** From the provider's last word to the terminal, at most. */
    private static final Duration ENDING = Duration.ofSeconds(15);

    @Override
    public String claim() {
        return "token sequences are what the provider said, up to the terminal, and complete where it did not fail";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<Completion>> completions =
                Groups.by(Completion::executionId, history.log().completions());
        Map<String, List<ProviderCall>> calls = Groups.by(ProviderCall::requestId, history.calls());
        Streams.each(history.log(), (id, attempts) -> {
            Optional<Completion> asked =
                    completions.getOrDefault(id, List.of()).stream().findFirst();
            if (asked.isEmpty()) {
                tally.wrong(attempts.getFirst().place(), "nobody asked for the stream " + id);
                return;
            }
            for (Attempt attempt : attempts) {
                tally.examine();
                List<ProviderCall> made = calls.getOrDefault(id + "." + attempt.number(), List.of());
                compare(id, attempt, asked.get().tokens(), made, tally);
            }
            requireCompleted(attempts.getLast(), asked.get(), calls, history.injections(), tally);
        });
        return tally.result();
    }

    private static void requireCompleted(
            Attempt last,
            Completion asked,
            Map<String, List<ProviderCall>> calls,
            List<Injection> faults,
            Tally tally) {
        String call = asked.executionId() + "." + last.number();
        Instant begun = asked.committedAt().orElse(Instant.MIN);
        Instant ended = calls.getOrDefault(call, List.of()).stream()
                .map(ProviderCall::endedAt)
                .reduce(begun, (one, other) -> one.isAfter(other) ? one : other)
                .plus(ENDING);
        last.end()
                .map(Token.End::status)
                .filter(status -> asked.faultless() && status != StreamEnd.COMPLETED)
                .filter(status -> !Disturbances.disturbed(faults, begun, ended))
                .filter(status -> status != StreamEnd.CANCELLED || !demoted(faults, begun, ended))
                .ifPresent(status -> tally.wrong(
                        last.place(),
                        "stream " + asked.executionId() + ", attempt " + last.number() + " ended as " + status
                                + ", and neither its model nor a fault explains that"));
    }

    private static boolean demoted(List<Injection> faults, Instant begun, Instant ended) {
        return faults.stream()
                .anyMatch(fault -> fault.kind() == FaultKind.DEMOTION && Disturbances.reaches(fault, begun, ended));
    }

    private static void compare(String id, Attempt attempt, List<String> all, List<ProviderCall> calls, Tally tally) {
        String name = "stream " + id + ", attempt " + attempt.number();
        int chunks = attempt.chunks();
        int said = calls.stream().mapToInt(ProviderCall::mostTokens).max().orElse(0);
        tally.require(
                chunks <= said,
                attempt.place(),
                name + " has " + chunks + " pieces of the provider, which said " + said);
        tally.require(
                chunks <= all.size() && attempt.text().equals(String.join("", all.subList(0, chunks))),
                attempt.place(),
                name + " says something else than the first " + chunks + " pieces of the provider");
        boolean completed = attempt.end()
                .map(Token.End::status)
                .filter(status -> status == StreamEnd.COMPLETED)
                .isPresent();
        tally.require(
                !completed || chunks == all.size(),
                attempt.place(),
                name + " completed with " + chunks + " of " + all.size() + " pieces");
    }
}
