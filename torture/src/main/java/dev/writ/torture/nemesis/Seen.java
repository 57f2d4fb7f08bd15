package dev.writ.torture.nemesis;

/**
 * What was seen of a fault, or of its end.
 *
 * @param asExpected whether it is what had to come
 * @param what in words
 */
public record Seen(boolean asExpected, String what) {}
