package dev.writ.torture.check;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The times in which a process that takes part in a stream was away, or had just come back; no stream waits for PostgreSQL. */
final class Disturbances {

    private static final Set<FaultKind> KINDS = Set.of(
            FaultKind.KILL,
            FaultKind.PAUSE,
            FaultKind.ROLLING_BROKERS,
            FaultKind.TWO_BROKERS,
            FaultKind.REBALANCES,
            FaultKind.DISK_FULL,
            FaultKind.WIPED_STATE);

    /** Groups rebalance, circuits close and clients come back within it. */
    private static final Duration AFTERMATH = Duration.ofSeconds(60);

    private Disturbances() {}

    /** Whether one of them overlaps a span of time; both ends belong to it. */
    static boolean disturbed(List<Injection> faults, Instant from, Instant to) {
        return faults.stream()
                .filter(fault -> KINDS.contains(fault.kind()) && !fault.target().equals(Injection.POSTGRES))
                .anyMatch(fault -> reaches(fault, from, to));
    }

    /** Whether a fault, of whatever kind, or the minute behind it overlaps a span of time. */
    static boolean reaches(Injection fault, Instant from, Instant to) {
        return !fault.from().isAfter(to) && !fault.to().plus(AFTERMATH).isBefore(from);
    }
}
