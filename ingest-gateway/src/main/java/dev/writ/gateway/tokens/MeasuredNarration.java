package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.ToolCallAllowed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A narration that measures when its first piece was told. The overhead is that time less what the worker measured from its call to
 * the first piece: both are durations, so that no two clocks are compared. An attempt that said nothing before another took over is
 * part of the overhead; one that had begun to speak ends the measuring.
 */
final class MeasuredNarration implements Narration {

    private static final long NOT_YET = -1;

    private final Narration narration;
    private final StreamMeters meters;
    private final long began;
    private final LongSupplier nanos;
    private long first = NOT_YET;
    private boolean done;

    MeasuredNarration(Narration narration, StreamMeters meters, long began, LongSupplier nanos) {
        this.narration = narration;
        this.meters = meters;
        this.began = began;
        this.nanos = nanos;
    }

    @Override
    public List<Event> narrate(Signal.Token token) {
        if (!done) {
            measure(token);
        }
        return narration.narrate(token);
    }

    private void measure(Signal.Token token) {
        switch (token.event().getBody()) {
            case TokenDelta _ -> piece();
            case ToolCallAllowed _ -> piece();
            case StreamEnded ended when ended.getStatus() == StreamEnd.SUPERSEDED -> done = first != NOT_YET;
            case StreamEnded ended -> {
                done = true;
                if (first != NOT_YET) {
                    ended.getTtftMs()
                            .ifPresent(millis ->
                                    meters.overhead(Math.max(0, first - TimeUnit.MILLISECONDS.toNanos(millis))));
                }
            }
            default -> {} // Neither a piece nor an end.
        }
    }

    private void piece() {
        if (first == NOT_YET) {
            first = nanos.getAsLong() - began;
            meters.first(first);
        }
    }

    @Override
    public Event tellWithoutEnd(ExecutionEvent event) {
        return narration.tellWithoutEnd(event);
    }

    @Override
    public List<Event> narrateStored(CompletionText text) {
        return narration.narrateStored(text);
    }

    @Override
    public boolean hasEnded() {
        return narration.hasEnded();
    }
}
