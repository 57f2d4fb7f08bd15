package dev.writ.query.report;

/**
 * How many decisions have this in common.
 *
 * @param kind CHAT, CANVAS, FORM or CHECK
 * @param verdict ALLOWED, BLOCKED or BYPASSED
 * @param mode ENFORCED, FLAG_OFF, BYPASS or DEGRADED
 * @param cache HIT or MISS
 */
public record DecisionCount(String kind, String verdict, String mode, String cache, long decisions) {}
