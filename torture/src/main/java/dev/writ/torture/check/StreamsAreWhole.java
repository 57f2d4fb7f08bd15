package dev.writ.torture.check;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker that was frozen adds to an attempt that another one has superseded stands behind its end, and readers drop it;
 * behind any other end nothing may stand.
 */
final class StreamsAreWhole implements Check {

    @Override
    public String claim() {
        return "token sequences are contiguous from a start to one terminal, and the last attempt is the execution's end";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<ExecutionStep>> ends = Groups.by(
                ExecutionStep::executionId,
                history.log().steps().stream()
                        .filter(step -> step.end().isPresent())
                        .toList());
        Streams.each(history.log(), (id, attempts) -> {
            tally.examine();
            for (int i = 0; i < attempts.size(); i++) {
                Attempt attempt = attempts.get(i);
                tally.require(
                        attempt.number() == i + 1,
                        attempt.place(),
                        "stream " + id + " has attempt " + attempt.number() + " where " + (i + 1) + " was due");
                requireWhole(id, attempt, tally);
                requireEnd(id, attempt, i == attempts.size() - 1, tally);
            }
            List<ExecutionStep> finished = ends.getOrDefault(id, List.of());
            requireSameEnd(id, attempts.getLast(), finished, tally);
            attempts.getLast()
                    .end()
                    .ifPresent(end -> finished.forEach(step -> requireSameStatus(id, end.status(), step, tally)));
        });
        Set<String> streamed = Groups.keys(Token::executionId, history.log().tokens());
        history.log().completions().stream()
                .filter(asked -> !streamed.contains(asked.executionId()))
                .forEach(asked -> tally.wrong(asked.place(), "there is no stream of " + asked.executionId()));
        return tally.result();
    }

    private static void requireWhole(String id, Attempt attempt, Tally tally) {
        String name = "stream " + id + ", attempt " + attempt.number();
        List<Token> tokens = attempt.tokens();
        tally.require(
                tokens.getFirst().body() instanceof Token.Start,
                tokens.getFirst().place(),
                name + " does not begin with its start");
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            tally.require(
                    token.seq() == i, token.place(), name + " has number " + token.seq() + " where " + i + " was due");
            tally.require(
                    i == 0 || !(token.body() instanceof Token.Start), token.place(), name + " starts a second time");
        }
        attempt.conflicts()
                .forEach(other -> tally.wrong(
                        other.place(), name + " has number " + other.seq() + " twice, with different events"));
    }

    private static void requireEnd(String id, Attempt attempt, boolean last, Tally tally) {
        String name = "stream " + id + ", attempt " + attempt.number();
        Optional<Token.End> found = attempt.end();
        if (found.isEmpty()) {
            tally.wrong(attempt.place(), name + " has no terminal");
            return;
        }
        Token.End end = found.get();
        boolean superseded = end.status() == StreamEnd.SUPERSEDED;
        tally.require(
                superseded != last,
                attempt.place(),
                name + " ended as " + end.status() + (last ? ", and no other took over" : ", and another took over"));
        tally.require(
                end.lastSeq() == Math.max(0, attempt.tokens().getLast().seq() - 1),
                attempt.place(),
                name + " names " + end.lastSeq() + " as its last event");
        tally.require(
                end.textSha256().equals(sha256(attempt.text())),
                attempt.place(),
                name + " ends with the hash of another text");
        if (!superseded) {
            attempt.late().forEach(token -> tally.wrong(token.place(), name + " goes on behind its terminal"));
        }
    }

    private static void requireSameEnd(String id, Attempt last, List<ExecutionStep> ends, Tally tally) {
        ends.stream()
                .findFirst()
                .ifPresent(step -> step.end()
                        .filter(end -> end.attempt() != last.number()
                                || !end.textSha256().equals(last.end().map(Token.End::textSha256)))
                        .ifPresent(end -> tally.wrong(
                                step.place(),
                                "execution " + id + " ends with attempt " + end.attempt()
                                        + ", and its stream with attempt " + last.number()
                                        + ", or their texts differ")));
    }

    private static void requireSameStatus(String id, StreamEnd stream, ExecutionStep step, Tally tally) {
        step.end()
                .map(ExecutionStep.End::status)
                .filter(status -> status != due(stream))
                .ifPresent(status -> tally.wrong(
                        step.place(), "execution " + id + " ends as " + status + ", and its stream as " + stream));
    }

    /** A last attempt that is superseded is wrong by itself, whatever the execution's end. */
    private static ExecutionStatus due(StreamEnd stream) {
        return switch (stream) {
            case COMPLETED -> ExecutionStatus.COMPLETED;
            case CANCELLED -> ExecutionStatus.CANCELLED;
            case FAILED, TIMED_OUT, SUPERSEDED -> ExecutionStatus.FAILED;
        };
    }

    private static String sha256(String text) {
        return Ids.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
