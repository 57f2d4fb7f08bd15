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
import java.time.Instant;
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
                        "neither a decision nor a dead letter",
                        history -> history.decisions.removeIf(
                                one -> one.requestId().equals("r-canvas"))),
                new Plant(
                        "a request that was decided twice",
                        DECIDED,
                        "again",
                        "has 2 decisions",
                        history -> history.decisions.add(decision("again", "r-whole", Verdict.ALLOWED))),
                new Plant(
                        "an accepted request of which nothing came",
                        DECIDED,
                        "driver:lost",
                        "neither a decision nor a dead letter",
                        history -> {
                            history.intents.add(new Intent("driver:lost", "r-lost"));
                            history.acknowledgements.add(told("lost", Answer.ACCEPTED));
                        }),
                new Plant(
                        "a refusal without a dead letter",
                        DECIDED,
                        "driver:letter",
                        "neither a decision nor a dead letter",
                        history -> history.letters.clear()),
                new Plant(
                        "a decision beside a dead letter",
                        DECIDED,
                        "letters@0",
                        "has a decision as well",
                        history -> history.decisions.add(decision("late", "r-letter", Verdict.ALLOWED))),
                new Plant(
                        "a record that was given up twice",
                        DECIDED,
                        "letters@1",
                        "was given up twice",
                        history -> history.letters.add(new Letter(
                                "letters@1", Optional.of("r-letter"), "chat-0@9", true, "INVALID too_long", "read"))),
                new Plant(
                        "a client that was told the contrary",
                        DECIDED,
                        "driver:contrary",
                        "was answered BLOCKED, and was decided ALLOWED",
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
                        "told of decision d-canvas",
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
                        "was answered UNEXPECTED, and was decided",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:x", "r-canvas", Answer.UNEXPECTED, Optional.empty(), Optional.empty()))),
                new Plant(
                        "an answer that no gateway should give, to a request of which nothing came",
                        DECIDED,
                        "driver:unknown",
                        "was answered UNEXPECTED, and has neither",
                        history -> history.acknowledgements.add(told("unknown", Answer.UNEXPECTED))),
                new Plant(
                        "a client that was refused what was carried out",
                        DECIDED,
                        "driver:refused",
                        "was answered REFUSED, and was decided",
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
                        "but not carried out",
                        history -> history.decisions.replaceAll(
                                one -> one.requestId().equals("r-canvas") ? notCarriedOut(one) : one)),
                new Plant(
                        "an allowed request that never ran",
                        ALLOWED,
                        "decisions-canvas",
                        "was started 0 times",
                        history -> history.steps.removeIf(
                                step -> step.executionId().equals("e-canvas"))),
                new Plant(
                        "an execution that started twice",
                        ALLOWED,
                        "decisions-whole",
                        "was started 2 times",
                        history ->
                                history.steps.add(new ExecutionStep("second", "e-whole", "d-whole", Optional.empty()))),
                new Plant(
                        "an execution without an end",
                        ALLOWED,
                        "decisions-whole",
                        "has no end",
                        history -> history.steps.removeIf(step -> step.place().equals("executions-end-whole"))),
                new Plant(
                        "an execution with two different ends",
                        ALLOWED,
                        "second",
                        "has different ends",
                        history -> history.steps.add(new ExecutionStep(
                                "second",
                                "e-whole",
                                "d-whole",
                                Optional.of(new ExecutionStep.End(ExecutionStatus.FAILED, 1, Optional.empty()))))),
                new Plant(
                        "an end that the audit does not tell of",
                        ALLOWED,
                        "decisions-whole",
                        "the audit tells of 0 ends",
                        history ->
                                history.audit.removeIf(entry -> entry.eventId().equals("ended-whole"))),
                new Plant(
                        "an execution without a decision",
                        ALLOWED,
                        "orphan",
                        "which is not there",
                        history -> history.steps.add(
                                new ExecutionStep("orphan", "e-orphan", "d-orphan", Optional.empty()))),
                new Plant(
                        "a block that the audit does not tell of",
                        BLOCKED,
                        "decisions-blocked",
                        "is not in the audit",
                        history ->
                                history.audit.removeIf(entry -> entry.eventId().equals("decided-blocked"))),
                new Plant(
                        "a block that has no end as blocked",
                        BLOCKED,
                        "decisions-blocked",
                        "must have one execution event",
                        history -> history.steps.removeIf(step -> step.place().equals("executions-blocked"))),
                new Plant(
                        "a block whose provider was called",
                        BLOCKED,
                        "calls:x",
                        "the provider was called for blocked",
                        history -> history.calls.add(call("e-blocked.1", 0))),
                new Plant(
                        "a block that has a token",
                        BLOCKED,
                        "tokens-x",
                        "a token of blocked",
                        history -> history.tokens.add(new Token("tokens-x", "e-blocked", 1, 0, new Token.Start()))),
                new Plant(
                        "a block for which a model call is asked",
                        BLOCKED,
                        "completions-x",
                        "a model call is asked for blocked",
                        history -> history.completions.add(new Completion(
                                "completions-x", "e-blocked", "d-blocked", Optional.empty(), true, SoundHistory.SAID))),
                new Plant(
                        "a call that names nothing",
                        CALLS,
                        "calls:x",
                        "has no decision",
                        history -> history.calls.add(call("", 0))),
                new Plant(
                        "a call without a decision",
                        CALLS,
                        "calls:x",
                        "has no decision",
                        history -> history.calls.add(call("e-unknown.1", 0))),
                new Plant(
                        "a call before its decision was committed",
                        CALLS,
                        "calls:x",
                        "before its decision was committed",
                        history -> history.calls.add(call("e-whole.2", 18))),
                new Plant(
                        "a call whose decision nobody knows to be committed",
                        CALLS,
                        "calls:0",
                        "no broker tells when its decision was committed",
                        history -> history.completions.replaceAll(asked -> new Completion(
                                asked.place(),
                                asked.executionId(),
                                asked.decisionId(),
                                Optional.empty(),
                                asked.faultless(),
                                asked.tokens()))),
                new Plant(
                        "a call that nobody asked for",
                        CALLS,
                        "calls:0",
                        "and was 0 times",
                        history -> history.completions.removeIf(
                                asked -> asked.executionId().equals("e-whole"))),
                new Plant(
                        "an attempt that called twice",
                        ONCE,
                        "calls:x",
                        "called 2 times",
                        history -> history.calls.add(call("e-whole.1", 5_000))),
                new Plant(
                        "an attempt that called again too early",
                        ONCE,
                        "calls:x",
                        "called again before the end",
                        history -> history.calls.add(call("e-whole.1", 150))),
                new Plant(
                        "a client that was told of another execution",
                        DECIDED,
                        "driver:other",
                        "told of execution e-canvas",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:other",
                                "r-whole",
                                Answer.ALLOWED,
                                Optional.of("d-whole"),
                                Optional.of("e-canvas")))),
                new Plant(
                        "a client that was told of no decision",
                        DECIDED,
                        "driver:whole",
                        "was answered ALLOWED, and of no decision",
                        history -> history.acknowledgements.add(told("whole", Answer.ALLOWED))),
                new Plant(
                        "a client that was blocked by no decision",
                        DECIDED,
                        "driver:blocked",
                        "was answered BLOCKED, and of no decision",
                        history -> history.acknowledgements.add(told("blocked", Answer.BLOCKED))),
                new Plant(
                        "a request that was given up twice, otherwise each time",
                        DECIDED,
                        "letters@1",
                        "for different reasons",
                        history -> history.letters.add(new Letter(
                                "letters@1", Optional.of("r-letter"), "chat-0@10", true, "UNREADABLE", "read"))),
                new Plant(
                        "a client that was allowed what is a dead letter",
                        DECIDED,
                        "driver:letter",
                        "was answered ALLOWED, and is the dead letter at",
                        history -> history.acknowledgements.add(told("letter", Answer.ALLOWED))),
                new Plant(
                        "an execution that another decision lets run",
                        ALLOWED,
                        "second",
                        "which lets another run",
                        history -> history.steps.add(
                                new ExecutionStep("second", "e-whole", "d-canvas", Optional.empty()))),
                new Plant(
                        "a call for a block",
                        CALLS,
                        "calls:x",
                        "was made for a block",
                        history -> history.calls.add(call("e-blocked.1", 50))),
                new Plant(
                        "a call whose own decision was committed long after it",
                        CALLS,
                        "calls:0",
                        "and decision d-whole was committed at",
                        history -> decide(history, "r-whole", Optional.of(SoundHistory.BEGIN.plusSeconds(5)))),
                new Plant(
                        "a call whose own decision nobody knows to be committed",
                        CALLS,
                        "calls:0",
                        "no broker tells when decision d-whole was committed",
                        history -> decide(history, "r-whole", Optional.empty())),
                new Plant(
                        "a call that another decision asked for",
                        CALLS,
                        "calls:0",
                        "was asked for by decision d-canvas",
                        history -> history.completions.replaceAll(asked -> asked.executionId()
                                        .equals("e-whole")
                                ? new Completion(
                                        asked.place(), "e-whole", "d-canvas", asked.committedAt(), true, asked.tokens())
                                : asked)));
    }

    private static Decision decision(String place, String requestId, Verdict verdict) {
        return new Decision(
                place,
                "d-" + place,
                requestId,
                Optional.empty(),
                "an agent",
                "stream_chat",
                verdict,
                DecisionMode.ENFORCED,
                true,
                Optional.of(SoundHistory.COMMITTED));
    }

    /** Says of a request's decision when it was committed. */
    private static void decide(SoundHistory history, String requestId, Optional<Instant> committedAt) {
        history.decisions.replaceAll(one -> one.requestId().equals(requestId) ? committed(one, committedAt) : one);
    }

    private static Decision committed(Decision decided, Optional<Instant> committedAt) {
        return Decisions.like(decided, decided.mode(), decided.carriedOut(), committedAt);
    }

    private static Decision notCarriedOut(Decision decided) {
        return Decisions.like(decided, decided.mode(), false, decided.committedAt());
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
