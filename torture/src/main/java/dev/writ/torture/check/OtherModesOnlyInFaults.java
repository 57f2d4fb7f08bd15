package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import java.time.Duration;
import java.util.Optional;

/** A topology sees a control a moment after it was set or has expired, so a window counts for a little longer. */
final class OtherModesOnlyInFaults implements Check {

    private static final Duration SLACK = Duration.ofSeconds(5);

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
                        history.injections().stream().anyMatch(fault -> explains(fault, cause.get(), decision)),
                        decision.place(),
                        "decision " + decision.decisionId() + " of " + decision.decidedAt() + " has mode "
                                + decision.mode() + ", and no " + cause.get().word() + " was injected then");
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

    private static boolean explains(Injection fault, FaultKind cause, Decision decision) {
        return fault.kind() == cause
                && !decision.decidedAt().isBefore(fault.from().minus(SLACK))
                && !decision.decidedAt().isAfter(fault.to().plus(SLACK));
    }
}
