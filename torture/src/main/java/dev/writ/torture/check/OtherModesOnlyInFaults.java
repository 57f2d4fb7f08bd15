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
import java.util.stream.IntStream;

/**
 * A topology sees a control a moment after it was set or has expired, so a window counts for a little longer. What was asked while
 * the fault before kept it from being decided is decided under the control that came meanwhile, so a window begins with that fault.
 */
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
                        explained(history.injections(), cause.get(), decision),
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

    /** @param faults in the order in which they were injected */
    private static boolean explained(List<Injection> faults, FaultKind cause, Decision decision) {
        return IntStream.range(0, faults.size())
                .filter(i -> faults.get(i).kind() == cause)
                .anyMatch(i -> {
                    Instant from = faults.get(Math.max(0, i - 1)).from().minus(SLACK);
                    Instant to = faults.get(i).to().plus(SLACK);
                    return !decision.decidedAt().isBefore(from)
                            && !decision.decidedAt().isAfter(to);
                });
    }
}
