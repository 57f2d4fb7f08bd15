package dev.writ.torture.check;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.History;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated model says the same to the same question, so that its journal need only count what it said. */
final class StreamsEqualTheProvider implements Check {

    @Override
    public String claim() {
        return "token sequences are what the provider said, up to the terminal, and whole where they completed";
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
        });
        return tally.result();
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
