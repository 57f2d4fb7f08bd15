package dev.writ.torture.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run was.
 *
 * @param seed that its requests and faults follow from
 * @param begun when its load began
 * @param load how long it had load
 * @param rate requests a second
 * @param sent requests that were begun
 * @param answered those that were answered
 * @param givenUp those that nobody answered in time
 */
public record RunFigures(long seed, Instant begun, Duration load, int rate, long sent, long answered, long givenUp) {}
