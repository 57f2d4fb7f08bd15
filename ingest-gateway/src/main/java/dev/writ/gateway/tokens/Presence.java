package dev.writ.gateway.tokens;

import dev.writ.gateway.disconnect.Departure;
import dev.writ.gateway.disconnect.ReaderWatch;
import dev.writ.schemas.event.DisconnectRule;
import java.util.Optional;

/**
 * One reader's coming and going. It comes when it first asks for an event: a request that only wants to know whether there
 * is a stream is no reader. For one thread.
 */
final class Presence {

    private final ReaderWatch watch;
    private final String executionId;
    private final Optional<DisconnectRule> rule;
    private final boolean announced;
    private final boolean watched;
    private final Runnable leaving;
    private boolean here;
    private boolean left;

    /**
     * A reader that has not come yet.
     *
     * @param rule the stream's, if it has begun
     * @param announced whether other gateways are to know of it
     * @param watched whether anything follows from its leaving: nothing does once the stream has ended, nor for one who only looks on
     * @param leaving gives up what it holds
     */
    Presence(
            ReaderWatch watch,
            String executionId,
            Optional<DisconnectRule> rule,
            boolean announced,
            boolean watched,
            Runnable leaving) {
        this.watch = watch;
        this.executionId = executionId;
        this.rule = rule;
        this.announced = announced;
        this.watched = watched;
        this.leaving = leaving;
    }

    void arrive() {
        if (!here) {
            here = true;
            if (watched) {
                watch.joined(executionId, rule, announced);
            }
        }
    }

    void leave(Departure departure) {
        if (!left) {
            left = true;
            leaving.run();
            if (here && watched) {
                watch.left(executionId, departure);
            }
        }
    }
}
