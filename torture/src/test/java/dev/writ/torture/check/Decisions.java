package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.torture.history.Decision;
import java.time.Instant;
import java.util.Optional;

/** Decisions that differ from others. */
final class Decisions {

    private Decisions() {}

    /** One that is as another but for what is given. */
    static Decision like(Decision decided, DecisionMode mode, boolean carriedOut, Optional<Instant> committedAt) {
        return new Decision(
                decided.place(),
                decided.decisionId(),
                decided.requestId(),
                decided.executionId(),
                decided.agentId(),
                decided.action(),
                decided.verdict(),
                mode,
                carriedOut,
                committedAt);
    }
}
