package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A control is in force where a decision is made, however long the request has waited; so a decision is made in the window in which its
 * transaction ends, or a little before.
 */
final class OtherModesOnlyInFaults implements Check {

    /** A topology sees a control's end a moment later; a transaction that was begun before ends within 10 s, or not at all. */
    static final Duration SLACK = Duration.ofSeconds(15);

    /** Of the brokers' times. */
    private static final Duration GRANULARITY = Duration.ofMillis(1);

    @Override
    public String claim() {
        return "decisions with another mode than ENFORCED fall into windows of injected faults that explain them";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        for (Decision decision : history.log().decisions()) {
            Optional<FaultKind> cause = cause(decision.mode());
            if (cause.isPresent()) {
                tally.examine();
                tally.require(
                        decision.committedAt()
                                .filter(at -> explained(history.injections(), cause.get(), at))
                                .isPresent(),
                        decision.place(),
                        "decision " + decision.decisionId() + ", committed at "
                                + decision.committedAt().map(Instant::toString).orElse("a time that no broker tells")
                                + ", has mode " + decision.mode() + ", and no "
                                + cause.get().word() + " was injected then");
            }
        }
        return tally.result();
    }

    private static Optional<FaultKind> cause(DecisionMode mode) {
        return switch (mode) {
            case ENFORCED -> Optional.empty();
            case FLAG_OFF -> Optional.of(FaultKind.FLAG_OFF);
            case BYPASS -> Optional.of(FaultKind.BYPASS);
            case DEGRADED -> Optional.of(FaultKind.WIPED_STATE);
        };
    }

    private static boolean explained(List<Injection> faults, FaultKind cause, Instant committedAt) {
        return faults.stream()
                .filter(fault -> fault.kind() == cause)
                .anyMatch(fault -> !committedAt.plus(GRANULARITY).isBefore(fault.from())
                        && !committedAt.isAfter(fault.to().plus(SLACK)));
    }
}
