package dev.writ.torture.history;

/**
 * What came of verifying one Merkle log against its signed checkpoints.
 *
 * @param log its topic and partition
 * @param intact whether everything is there, and is what was signed
 * @param size how many records the checkpoint signs
 * @param found what is wrong; empty if nothing is
 */
public record VerifiedLog(String log, boolean intact, long size, String found) {}
