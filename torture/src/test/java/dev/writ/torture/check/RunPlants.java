package dev.writ.torture.check;

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
    private static final Check SUBSTANCE = new RunsHaveSubstance();
    private static final Instant BEGIN = SoundHistory.BEGIN;
    private static final String KILL = "kill of worker-1 at " + BEGIN;

    private RunPlants() {}

    static List<Plant> all() {
        return List.of(
                new Plant(
                        "a transaction that hangs",
                        TRANSACTIONS,
                        "decisions-3@17",
                        history -> history.open.add(new OpenTransaction("decisions-3", 4_000, 17))),
                new Plant("a look at no partition", TRANSACTIONS, "the brokers", history -> history.partitions = 0),
                new Plant(
                        "a decision that comes out otherwise",
                        REPRODUCED,
                        "decisions-whole",
                        history -> history.differences.add(new Redecided.Difference(
                                "decisions-whole", "d-whole", "verdict", "ALLOWED", "BLOCKED"))),
                new Plant(
                        "a decision that cannot be made again",
                        REPRODUCED,
                        "the log",
                        history -> history.unverifiable.add("AGENT_NOT_IN_LOG of d-whole")),
                new Plant(
                        "decisions of which nobody says how they come out",
                        REPRODUCED,
                        "the log",
                        history -> history.same--),
                new Plant(
                        "a flag that was off when nobody had switched it off",
                        MODES,
                        "decisions-free",
                        history -> history.injections.clear()),
                new Plant(
                        "a flag that was off long after it had been on again",
                        MODES,
                        "decisions-free",
                        history -> history.injections.replaceAll(fault -> new Injection(
                                fault.kind(),
                                fault.target(),
                                BEGIN.minusSeconds(60),
                                BEGIN.minusSeconds(30),
                                true,
                                true,
                                ""))),
                new Plant("a decision under a flag that is switched off later", MODES, "decisions-free", history -> {
                    history.injections.clear();
                    history.injections.add(fault(FaultKind.KILL, 6));
                    history.injections.add(fault(FaultKind.FLAG_OFF, 20));
                }),
                new Plant(
                        "a decision under a flag at a time that no broker tells",
                        MODES,
                        "decisions-free",
                        history -> history.decisions.replaceAll(RunPlants::withoutTime)),
                new Plant(
                        "a process that is not ready again",
                        SETTLES,
                        "worker-1 ready",
                        history -> history.settlings.add(new Settling("worker-1 ready", Optional.empty(), "503"))),
                new Plant(
                        "a lag that is zero too late",
                        SETTLES,
                        "lag of the sink",
                        history -> history.settlings.add(
                                new Settling("lag of the sink", Optional.of(Duration.ofSeconds(61)), "0"))),
                new Plant(
                        "a fault that did nothing",
                        FAULTS,
                        KILL,
                        history -> history.injections.add(fault(false, true))),
                new Plant(
                        "a fault that was not healed",
                        FAULTS,
                        KILL,
                        history -> history.injections.add(fault(true, false))),
                new Plant("a run without a fault", FAULTS, "the run", history -> history.injections.clear()),
                new Plant(
                        "a kind of fault that did not come",
                        FAULTS,
                        "the run",
                        history -> history.plan =
                                new Plan(1, Duration.ofSeconds(6), Set.of(FaultKind.FLAG_OFF, FaultKind.DISK_FULL))),
                new Plant(
                        "a driver that stood still",
                        SUBSTANCE,
                        "the run",
                        history -> history.plan = new Plan(1, Duration.ofSeconds(7), Set.of())),
                new Plant(
                        "a request that nobody answered",
                        SUBSTANCE,
                        "driver:silent",
                        history -> history.intents.add(new Intent("driver:silent", "r-silent"))),
                new Plant(
                        "a run that let nothing through",
                        SUBSTANCE,
                        "the run",
                        history -> history.acknowledgements.removeIf(told -> told.answer() == Answer.ALLOWED)),
                new Plant(
                        "a run that blocked nothing",
                        SUBSTANCE,
                        "the run",
                        history -> history.acknowledgements.removeIf(told -> told.answer() == Answer.BLOCKED)),
                new Plant("a run without a provider call", SUBSTANCE, "the run", history -> history.calls.clear()),
                new Plant(
                        "a run without a provider fault",
                        SUBSTANCE,
                        "the run",
                        history -> history.calls.removeIf(ProviderCall::wasRefused)),
                new Plant(
                        "an answer to a request that was not sent",
                        SUBSTANCE,
                        "driver:x",
                        history -> history.acknowledgements.add(new Acknowledgement(
                                "driver:x", "r-x", Answer.ALLOWED, Optional.empty(), Optional.empty()))));
    }

    private static Injection fault(FaultKind kind, int afterSeconds) {
        Instant from = BEGIN.plusSeconds(afterSeconds);
        return new Injection(kind, "target", from, from.plusSeconds(5), true, true, "");
    }

    private static Injection fault(boolean tookEffect, boolean healed) {
        return new Injection(FaultKind.KILL, "worker-1", BEGIN, BEGIN.plusSeconds(5), tookEffect, healed, "it runs");
    }

    private static Decision withoutTime(Decision decided) {
        return new Decision(
                decided.place(),
                decided.decisionId(),
                decided.requestId(),
                decided.executionId(),
                decided.verdict(),
                decided.mode(),
                decided.carriedOut(),
                Optional.empty());
    }
}
