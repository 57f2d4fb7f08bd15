package dev.writ.history.asof;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Maturity;

/**
 * What an agent might have done.
 *
 * @param action the action's exact name
 * @param complexity 1 to 4
 * @param required the least maturity that may do it
 * @param allowed whether it might run
 * @param reason one sentence for a person
 * @param mode under which rule
 */
public record Ability(
        String action, int complexity, Maturity required, boolean allowed, String reason, DecisionMode mode) {}
