package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Verdict;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.Intent;
import dev.writ.torture.history.Letter;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Optional;

/** Errors in what becomes of a request up to its provider call. */
final class RequestPlants {

    private static final Check DECIDED = new RequestsAreDecidedOnce();
    private static final Check ALLOWED = new AllowedRunsOnce();
    private static final Check BLOCKED = new BlockedRunsNothing();
    private static final Check CALLS = new CallsFollowDecisions();
    private static final Check ONCE = new AttemptsCallOnce();

    private RequestPlants() {}

    static List<Plant> all() {
        return List.of(
                new Plant(
                        "an acknowledged request without a decision",
                        DECIDED,
                        "driver:canvas",
                        history -> history.decisions.removeIf(
                                one -> one.requestId().equals("r-canvas"))),
                new Plant(
                        "a request that was decided twice",
                        DECIDED,
                        "again",
                        history -> history.decisions.add(decision("again", "r-whole", Verdict.ALLOWED))),
                new Plant("an accepted request of which nothing came", DECIDED, "driver:lost", history -> {
                    history.intents.add(new Intent("driver:lost", "r-lost"));
                    history.acknowledgements.add(told("lost", Answer.ACCEPTED));
                }),
                new Plant(
                        "a refusal without a dead letter",
                        DECIDED,
                        "driver:letter",
                        history -> history.letters.clear()),
                new Plant(
                        "a decision beside a dead letter",
                        DECIDED,
                        "letters@0",
                        history -> history.decisions.add(decision("late", "r-letter", Verdict.ALLOWED))),
                new Plant(
                        "a record that was given up twice",
                        DECIDED,
                        "letters@1",
                        history -> history.letters.add(new Letter(
                                "letters@1", Optional.of("r-letter"), "chat-0@9", true, "INVALID too_long", "read"))),
                new Plant(
                        "a client that was told the contrary",
                        DECIDED,
                        "driver:contrary",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:contrary",
                                "r-whole",
                                Answer.BLOCKED,
                                Optional.of("d-whole"),
                                Optional.of("e-whole")))),
                new Plant(
                        "a client that was told of another decision",
                        DECIDED,
                        "driver:other",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:other",
                                "r-whole",
                                Answer.ALLOWED,
                                Optional.of("d-canvas"),
                                Optional.of("e-whole")))),
                new Plant(
                        "an answer that no gateway should give",
                        DECIDED,
                        "driver:x",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:x", "r-canvas", Answer.UNEXPECTED, Optional.empty(), Optional.empty()))),
                new Plant(
                        "an answer that no gateway should give, to a request of which nothing came",
                        DECIDED,
                        "driver:unknown",
                        history -> history.acknowledgements.add(told("unknown", Answer.UNEXPECTED))),
                new Plant(
                        "a client that was refused what was carried out",
                        DECIDED,
                        "driver:refused",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:refused",
                                "r-canvas",
                                Answer.REFUSED,
                                Optional.of("d-canvas"),
                                Optional.empty()))),
                new Plant(
                        "a client that was allowed what was not carried out",
                        DECIDED,
                        "driver:canvas",
                        history -> history.decisions.replaceAll(
                                one -> one.requestId().equals("r-canvas") ? notCarriedOut(one) : one)),
                new Plant(
                        "an allowed request that never ran",
                        ALLOWED,
                        "decisions-canvas",
                        history -> history.steps.removeIf(
                                step -> step.executionId().equals("e-canvas"))),
                new Plant(
                        "an execution that started twice",
                        ALLOWED,
                        "decisions-whole",
                        history ->
                                history.steps.add(new ExecutionStep("second", "e-whole", "d-whole", Optional.empty()))),
                new Plant(
                        "an execution without an end",
                        ALLOWED,
                        "decisions-whole",
                        history -> history.steps.removeIf(step -> step.place().equals("executions-end-whole"))),
                new Plant(
                        "an execution with two different ends",
                        ALLOWED,
                        "second",
                        history -> history.steps.add(new ExecutionStep(
                                "second",
                                "e-whole",
                                "d-whole",
                                Optional.of(new ExecutionStep.End(ExecutionStatus.FAILED, 1, Optional.empty()))))),
                new Plant(
                        "an end that the audit does not tell of",
                        ALLOWED,
                        "decisions-whole",
                        history ->
                                history.audit.removeIf(entry -> entry.eventId().equals("ended-whole"))),
                new Plant(
                        "an execution without a decision",
                        ALLOWED,
                        "orphan",
                        history -> history.steps.add(
                                new ExecutionStep("orphan", "e-orphan", "d-orphan", Optional.empty()))),
                new Plant(
                        "a block that the audit does not tell of",
                        BLOCKED,
                        "decisions-blocked",
                        history ->
                                history.audit.removeIf(entry -> entry.eventId().equals("decided-blocked"))),
                new Plant(
                        "a block that has no end as blocked",
                        BLOCKED,
                        "decisions-blocked",
                        history -> history.steps.removeIf(step -> step.place().equals("executions-blocked"))),
                new Plant(
                        "a block whose provider was called",
                        BLOCKED,
                        "calls:x",
                        history -> history.calls.add(call("e-blocked.1", 0))),
                new Plant(
                        "a block that has a token",
                        BLOCKED,
                        "tokens-x",
                        history -> history.tokens.add(new Token("tokens-x", "e-blocked", 1, 0, new Token.Start()))),
                new Plant(
                        "a block for which a model call is asked",
                        BLOCKED,
                        "completions-x",
                        history -> history.completions.add(new Completion(
                                "completions-x", "e-blocked", "d-blocked", Optional.empty(), SoundHistory.SAID))),
                new Plant("a call that names nothing", CALLS, "calls:x", history -> history.calls.add(call("", 0))),
                new Plant(
                        "a call without a decision",
                        CALLS,
                        "calls:x",
                        history -> history.calls.add(call("e-unknown.1", 0))),
                new Plant(
                        "a call before its decision was committed",
                        CALLS,
                        "calls:x",
                        history -> history.calls.add(call("e-whole.2", 18))),
                new Plant(
                        "a call whose decision nobody knows to be committed",
                        CALLS,
                        "calls:0",
                        history -> history.completions.replaceAll(asked -> new Completion(
                                asked.place(),
                                asked.executionId(),
                                asked.decisionId(),
                                Optional.empty(),
                                asked.tokens()))),
                new Plant(
                        "a call that nobody asked for",
                        CALLS,
                        "calls:0",
                        history -> history.completions.removeIf(
                                asked -> asked.executionId().equals("e-whole"))),
                new Plant(
                        "an attempt that called twice",
                        ONCE,
                        "calls:x",
                        history -> history.calls.add(call("e-whole.1", 5_000))),
                new Plant(
                        "an attempt that called again too early",
                        ONCE,
                        "calls:x",
                        history -> history.calls.add(call("e-whole.1", 150))));
    }

    private static Decision decision(String place, String requestId, Verdict verdict) {
        return new Decision(
                place,
                "d-" + place,
                requestId,
                Optional.empty(),
                verdict,
                DecisionMode.ENFORCED,
                true,
                Optional.of(SoundHistory.COMMITTED));
    }

    private static Decision notCarriedOut(Decision decided) {
        return new Decision(
                decided.place(),
                decided.decisionId(),
                decided.requestId(),
                decided.executionId(),
                decided.verdict(),
                decided.mode(),
                false,
                decided.committedAt());
    }

    private static Acknowledgement told(String name, Answer answer) {
        return new Acknowledgement("driver:" + name, "r-" + name, answer, Optional.empty(), Optional.empty());
    }

    private static ProviderCall call(String requestId, long millis) {
        return new ProviderCall(
                "calls:x",
                requestId,
                SoundHistory.BEGIN.plusMillis(millis),
                millis,
                Optional.of(new ProviderCall.Last(1, false, "done", millis + 50)));
    }
}
