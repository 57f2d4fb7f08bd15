package dev.writ.policy;

/**
 * What an agent wants to do, as the policy rates it.
 *
 * @param name the exact name
 * @param complexity 1 to 4
 * @param known false if the catalogue lacks the name and the level for unknown actions was taken
 */
public record Action(String name, int complexity, boolean known) {}
