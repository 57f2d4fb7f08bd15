package dev.writ.worker.route;

import java.time.Duration;

/**
 * When calls are kept from a model that fails.
 *
 * @param failures in a row that open the circuit, 1 or more
 * @param pause how long it stays open before a probe, more than 0
 */
public record CircuitSettings(int failures, Duration pause) {}
