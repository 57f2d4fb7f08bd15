package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.Intent;
import dev.writ.torture.history.OpenTransaction;
import dev.writ.torture.history.Plan;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Redecided;
import dev.writ.torture.history.Settling;
import dev.writ.torture.history.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Errors in decisions made again, in faults, and in what came after them. */
final class RunPlants {

    private static final Check TRANSACTIONS = new TransactionsEnd();
    private static final Check REPRODUCED = new EnforcedIsReproduced();
    private static final Check MODES = new OtherModesOnlyInFaults();
    private static final Check SETTLES = new SettlesInTime();
    private static final Check FAULTS = new FaultsTakeEffect();
    private static final Check CONTROLS = new ControlsShowInDecisions();
    private static final Check SUBSTANCE = new RunsHaveSubstance();
    private static final Instant BEGIN = SoundHistory.BEGIN;
    private static final String FLAG_OFF = "flag-off of STREAMING_GOVERNANCE_ENABLED at " + BEGIN;
    private static final String KILL = "kill of worker-1 at " + BEGIN;

    private RunPlants() {}

    static List<Plant> all() {
        return List.of(
                new Plant(
                        "a transaction that hangs",
                        TRANSACTIONS,
                        "decisions-3@17",
                        "is still open",
                        history -> history.open.add(new OpenTransaction("decisions-3", 4_000, 17))),
                new Plant(
                        "a look at no partition",
                        TRANSACTIONS,
                        "the brokers",
                        "no partition was looked at",
                        history -> history.partitions = 0),
                new Plant(
                        "a decision that comes out otherwise",
                        REPRODUCED,
                        "decisions-whole",
                        "and decided again BLOCKED",
                        history -> history.differences.add(new Redecided.Difference(
                                "decisions-whole", "d-whole", "verdict", "ALLOWED", "BLOCKED"))),
                new Plant(
                        "a decision that cannot be made again",
                        REPRODUCED,
                        "the log",
                        "cannot be decided again",
                        history -> history.unverifiable.add("AGENT_NOT_IN_LOG of d-whole")),
                new Plant(
                        "decisions of which nobody says how they come out",
                        REPRODUCED,
                        "the log",
                        "nothing is said of the others",
                        history -> history.same--),
                new Plant(
                        "a flag that was off when nobody had switched it off",
                        MODES,
                        "decisions-free",
                        "has mode FLAG_OFF, and no flag-off",
                        history -> history.injections.clear()),
                new Plant(
                        "a flag that was off long after it had been on again",
                        MODES,
                        "decisions-free",
                        "has mode FLAG_OFF, and no flag-off",
                        history -> history.injections.replaceAll(fault -> new Injection(
                                fault.kind(),
                                fault.target(),
                                BEGIN.minusSeconds(60),
                                BEGIN.minusSeconds(30),
                                true,
                                true,
                                ""))),
                new Plant(
                        "a decision under a flag that is switched off later",
                        MODES,
                        "decisions-free",
                        "has mode FLAG_OFF, and no flag-off",
                        history -> {
                            history.injections.clear();
                            history.injections.add(SoundHistory.fault(FaultKind.KILL, "target", 6));
                            history.injections.add(SoundHistory.fault(FaultKind.FLAG_OFF, "target", 20));
                        }),
                new Plant(
                        "a decision under a flag at a time that no broker tells",
                        MODES,
                        "decisions-free",
                        "a time that no broker tells",
                        history -> history.decisions.replaceAll(RunPlants::withoutTime)),
                new Plant(
                        "a process that is not ready again",
                        SETTLES,
                        "worker-1 ready",
                        "did not come",
                        history -> history.settlings.add(new Settling("worker-1 ready", Optional.empty(), "503"))),
                new Plant(
                        "a lag that is zero too late",
                        SETTLES,
                        "lag of the sink",
                        "took 61000 ms",
                        history -> history.settlings.add(
                                new Settling("lag of the sink", Optional.of(Duration.ofSeconds(61)), "0"))),
                new Plant(
                        "a fault that did nothing",
                        FAULTS,
                        KILL,
                        "did not take effect",
                        history -> history.injections.add(fault(false, true))),
                new Plant(
                        "a fault that was not healed",
                        FAULTS,
                        KILL,
                        "was not healed",
                        history -> history.injections.add(fault(true, false))),
                new Plant(
                        "a run without a fault",
                        FAULTS,
                        "the run",
                        "flag-off was planned, and did not come",
                        history -> history.injections.clear()),
                new Plant(
                        "a kind of fault that did not come",
                        FAULTS,
                        "the run",
                        "disk-full was planned, and did not come",
                        history -> history.plan =
                                new Plan(1, Duration.ofSeconds(6), Set.of(FaultKind.FLAG_OFF, FaultKind.DISK_FULL))),
                new Plant(
                        "a driver that stood still",
                        SUBSTANCE,
                        "the run",
                        "were sent instead of 7",
                        history -> history.plan = new Plan(1, Duration.ofSeconds(7), Set.of())),
                new Plant(
                        "a request that nobody answered",
                        SUBSTANCE,
                        "driver:silent",
                        "nobody answered",
                        history -> history.intents.add(new Intent("driver:silent", "r-silent"))),
                new Plant(
                        "a run that let nothing through",
                        SUBSTANCE,
                        "the run",
                        "no request was allowed",
                        history -> history.acknowledgements.removeIf(told -> told.answer() == Answer.ALLOWED)),
                new Plant(
                        "a run that blocked nothing",
                        SUBSTANCE,
                        "the run",
                        "no request was blocked",
                        history -> history.acknowledgements.removeIf(told -> told.answer() == Answer.BLOCKED)),
                new Plant(
                        "a run without a provider call",
                        SUBSTANCE,
                        "the run",
                        "the provider was never called",
                        history -> history.calls.clear()),
                new Plant(
                        "a run without a provider fault",
                        SUBSTANCE,
                        "the run",
                        "turned no call away",
                        history -> history.calls.removeIf(ProviderCall::wasRefused)),
                new Plant(
                        "an answer to a request that was not sent",
                        SUBSTANCE,
                        "driver:x",
                        "nobody was about to send",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:x", "r-x", Answer.ALLOWED, Optional.empty(), Optional.empty()))),
                new Plant(
                        "a bypass that nobody had switched on",
                        MODES,
                        "decisions-free",
                        "has mode BYPASS, and no bypass",
                        history -> history.decisions.replaceAll(one -> free(one, DecisionMode.BYPASS))),
                new Plant(
                        "a decision without the agent's state, which nobody had wiped",
                        MODES,
                        "decisions-free",
                        "has mode DEGRADED, and no wiped-state",
                        history -> history.decisions.replaceAll(one -> free(one, DecisionMode.DEGRADED))),
                new Plant("a flag that was off for nobody", CONTROLS, FLAG_OFF, "none shows it", history -> {
                    history.decisions.replaceAll(one -> free(one, DecisionMode.ENFORCED));
                    decideMore(history);
                }),
                new Plant(
                        "a bypass that let nobody pass",
                        CONTROLS,
                        "bypass of EMERGENCY_GOVERNANCE_BYPASS at " + BEGIN,
                        "of 7 decisions that it concerns",
                        history -> {
                            history.injections.add(
                                    SoundHistory.fault(FaultKind.BYPASS, "EMERGENCY_GOVERNANCE_BYPASS", 0));
                            decideMore(history);
                        }),
                new Plant(
                        "an agent that was demoted and goes on",
                        CONTROLS,
                        "demotion of an agent at " + BEGIN,
                        "none shows it",
                        history -> {
                            history.injections.add(SoundHistory.fault(FaultKind.DEMOTION, "an agent", 0));
                            history.decisions.removeIf(one -> !one.allows());
                            decideMore(history);
                        }),
                new Plant(
                        "a sink that wrote nothing",
                        SUBSTANCE,
                        "the run",
                        "the sink wrote nothing",
                        history -> history.ledger.clear()),
                new Plant(
                        "a run of which nobody looked how it settled",
                        SUBSTANCE,
                        "the run",
                        "nobody looked how it settled",
                        history -> history.settlings.clear()),
                new Plant(
                        "a worker that fails every stream",
                        SUBSTANCE,
                        "the run",
                        "of 3 chats with a model that does not fail, 0 completed",
                        history -> List.of("whole", "taken", "free")
                                .forEach(name -> history.endExecution(name, ExecutionStatus.FAILED))),
                new Plant(
                        "a run whose chats were all without text",
                        SUBSTANCE,
                        "the run",
                        "of 3 chats with a model that does not fail, 0 completed",
                        history -> history.tokens.removeIf(token -> token.body() instanceof Token.Text)),
                new Plant(
                        "a run without a chat that completes",
                        SUBSTANCE,
                        "the run",
                        "of 0 chats with a model that does not fail",
                        history -> history.completions.clear()));
    }

    /** Two more decisions that are as the first one is. */
    private static void decideMore(SoundHistory history) {
        history.decisions.add(history.decisions.getFirst());
        history.decisions.add(history.decisions.getFirst());
    }

    private static Decision free(Decision decided, DecisionMode mode) {
        return decided.mode() == DecisionMode.ENFORCED
                ? decided
                : Decisions.like(decided, mode, decided.carriedOut(), decided.committedAt());
    }

    private static Injection fault(boolean tookEffect, boolean healed) {
        return new Injection(FaultKind.KILL, "worker-1", BEGIN, BEGIN.plusSeconds(5), tookEffect, healed, "it runs");
    }

    private static Decision withoutTime(Decision decided) {
        return Decisions.like(decided, decided.mode(), decided.carriedOut(), Optional.empty());
    }
}
