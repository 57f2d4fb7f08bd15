package dev.writ.torture.check;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Errors in token streams. */
final class StreamPlants {

    private static final Check WHOLE = new StreamsAreWhole();
    private static final Check EQUAL = new StreamsEqualTheProvider();
    private static final String START = "tokens-whole-1-0";
    private static final String TEXT = "tokens-whole-1-1";
    private static final String END = "tokens-whole-1-2";

    private StreamPlants() {}

    static List<Plant> all() {
        return List.of(
                new Plant("a stream without its start", WHOLE, TEXT, "does not begin with its start", without(START)),
                new Plant("a gap in a stream", WHOLE, END, "has number 2 where 1 was due", without(TEXT)),
                new Plant("a stream without a terminal", WHOLE, TEXT, "has no terminal", without(END)),
                new Plant(
                        "a number that stands for two events",
                        WHOLE,
                        "tokens-x",
                        "has number 1 twice",
                        history -> history.tokens.add(
                                2, new Token("tokens-x", "e-whole", 1, 1, new Token.Text("Other", 1)))),
                new Plant(
                        "a text behind a terminal that has its number",
                        WHOLE,
                        "tokens-x",
                        "goes on behind its terminal",
                        history ->
                                history.tokens.add(new Token("tokens-x", "e-whole", 1, 2, new Token.Text("More", 1)))),
                new Plant(
                        "a text behind a terminal",
                        WHOLE,
                        "tokens-x",
                        "goes on behind its terminal",
                        history ->
                                history.tokens.add(new Token("tokens-x", "e-whole", 1, 3, new Token.Text("More", 1)))),
                new Plant(
                        "a second attempt after a completed one",
                        WHOLE,
                        END,
                        "ended as COMPLETED, and another took over",
                        history -> history.tokens.add(new Token("tokens-x", "e-whole", 2, 0, new Token.Start()))),
                new Plant(
                        "a superseded attempt that nobody took over",
                        WHOLE,
                        END,
                        "ended as SUPERSEDED, and no other took over",
                        history -> put(history, END, new Token.End(StreamEnd.SUPERSEDED, 1, hash(4)))),
                new Plant(
                        "a missing attempt",
                        WHOLE,
                        "tokens-taken-2-2",
                        "has attempt 2 where 1 was due",
                        history -> history.tokens.removeIf(
                                token -> token.executionId().equals("e-taken") && token.attempt() == 1)),
                new Plant(
                        "a terminal that names another last event",
                        WHOLE,
                        END,
                        "names 7 as its last event",
                        history -> put(history, END, new Token.End(StreamEnd.COMPLETED, 7, hash(4)))),
                new Plant(
                        "a terminal with the hash of another text",
                        WHOLE,
                        END,
                        "the hash of another text",
                        history -> put(history, END, new Token.End(StreamEnd.COMPLETED, 1, hash(3)))),
                new Plant(
                        "an execution that ends with another attempt than its stream",
                        WHOLE,
                        "executions-end-taken",
                        "ends with attempt 1",
                        history -> history.steps.replaceAll(
                                step -> step.place().equals("executions-end-taken") ? otherAttempt(step) : step)),
                new Plant(
                        "a model call without a stream",
                        WHOLE,
                        "completions-whole",
                        "there is no stream of",
                        history -> history.tokens.removeIf(
                                token -> token.executionId().equals("e-whole"))),
                new Plant(
                        "a stream that says something else",
                        EQUAL,
                        END,
                        "says something else",
                        history -> put(history, TEXT, new Token.Text("That is it.", 4))),
                new Plant(
                        "a completed stream that lacks its last piece",
                        EQUAL,
                        END,
                        "completed with 3 of 4 pieces",
                        history -> put(history, TEXT, new Token.Text(SoundHistory.text(3), 3))),
                new Plant("a text that the provider had not said", EQUAL, END, "which said 3", history -> {
                    history.calls.removeIf(call -> call.requestId().equals("e-whole.1"));
                    history.calls.add(new ProviderCall(
                            "calls:x",
                            "e-whole.1",
                            SoundHistory.BEGIN,
                            0,
                            Optional.of(new ProviderCall.Last(3, false, "done", 1))));
                }),
                new Plant(
                        "a text without a call",
                        EQUAL,
                        END,
                        "which said 0",
                        history ->
                                history.calls.removeIf(call -> call.requestId().equals("e-whole.1"))),
                new Plant(
                        "a stream that nobody asked for",
                        EQUAL,
                        END,
                        "nobody asked for the stream",
                        history -> history.completions.removeIf(
                                asked -> asked.executionId().equals("e-whole"))),
                new Plant(
                        "a stream that starts a second time",
                        WHOLE,
                        TEXT,
                        "starts a second time",
                        history -> put(history, TEXT, new Token.Start())),
                new Plant(
                        "an execution that failed while its stream completed",
                        WHOLE,
                        "executions-end-whole",
                        "ends as FAILED, and its stream as COMPLETED",
                        history -> history.endExecution("whole", ExecutionStatus.FAILED)),
                new Plant(
                        "a stream that failed while its execution completed",
                        WHOLE,
                        "executions-end-whole",
                        "ends as COMPLETED, and its stream as FAILED",
                        history -> put(history, END, new Token.End(StreamEnd.FAILED, 1, hash(4)))),
                new Plant(
                        "a stream that failed though the provider had said all",
                        EQUAL,
                        END,
                        "ended as FAILED, and neither",
                        history -> history.endStream("whole", StreamEnd.FAILED)),
                new Plant(
                        "a stream that failed without a call", EQUAL, END, "ended as FAILED, and neither", history -> {
                            history.endStream("whole", StreamEnd.FAILED);
                            put(history, TEXT, new Token.Tool());
                            history.calls.removeIf(call -> call.requestId().equals("e-whole.1"));
                        }),
                new Plant("a stream that failed before a kill", EQUAL, END, "ended as FAILED, and neither", history -> {
                    history.endStream("whole", StreamEnd.FAILED);
                    history.injections.add(SoundHistory.fault(FaultKind.KILL, "target", 16));
                }),
                new Plant(
                        "a stream that failed long after a pause",
                        EQUAL,
                        END,
                        "ended as FAILED, and neither",
                        history -> {
                            history.endStream("whole", StreamEnd.FAILED);
                            history.injections.add(SoundHistory.fault(FaultKind.PAUSE, "target", -66));
                        }),
                new Plant(
                        "a stream that failed because of a demotion",
                        EQUAL,
                        END,
                        "ended as FAILED, and neither",
                        history -> {
                            history.endStream("whole", StreamEnd.FAILED);
                            history.injections.add(SoundHistory.fault(FaultKind.DEMOTION, "target", -1));
                        }),
                new Plant(
                        "a stream that was cancelled by nobody",
                        EQUAL,
                        END,
                        "ended as CANCELLED, and neither",
                        history -> history.endStream("whole", StreamEnd.CANCELLED)));
    }

    private static Consumer<SoundHistory> without(String place) {
        return history -> history.tokens.removeIf(token -> token.place().equals(place));
    }

    private static void put(SoundHistory history, String place, Token.Body body) {
        history.tokens.replaceAll(token -> token.place().equals(place)
                ? new Token(place, token.executionId(), token.attempt(), token.seq(), body)
                : token);
    }

    private static ExecutionStep otherAttempt(ExecutionStep step) {
        return new ExecutionStep(
                step.place(),
                step.executionId(),
                step.decisionId(),
                step.end().map(end -> new ExecutionStep.End(end.status(), 1, end.textSha256())));
    }

    private static String hash(int pieces) {
        return SoundHistory.sha256(SoundHistory.text(pieces));
    }
}
