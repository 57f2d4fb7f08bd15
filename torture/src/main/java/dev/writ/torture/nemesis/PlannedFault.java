package dev.writ.torture.nemesis;

import dev.writ.torture.history.FaultKind;
import java.time.Duration;

/**
 * A fault to inject.
 *
 * @param kind what to do
 * @param target to whom
 * @param at when, from the begin of the load; the fault before may delay it
 * @param lasting how long until it is healed
 */
public record PlannedFault(FaultKind kind, String target, Duration at, Duration lasting) {}
