package dev.writ.topology.decide;

import dev.writ.policy.MaturityCheck;

/**
 * A check and when it was made.
 *
 * @param check the rule's answer
 * @param madeAt stream time in milliseconds since the epoch
 */
public record CachedCheck(MaturityCheck check, long madeAt) {}
