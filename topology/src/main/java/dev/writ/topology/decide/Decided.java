package dev.writ.topology.decide;

import dev.writ.policy.Agent;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.topology.intake.Request;
import java.util.Optional;

/**
 * A request with its decision, for those who carry it out.
 *
 * @param request what was asked
 * @param agent the responsible agent
 * @param canvas the canvas that it is about, if any
 * @param decision the event
 * @param cacheStats the decision cache's counts, as a header
 */
public record Decided(
        Request request, Agent agent, Optional<CanvasTarget> canvas, ActionDecided decision, String cacheStats) {}
