package dev.writ.gateway.tokens;

import dev.writ.gateway.disconnect.Departure;
import dev.writ.gateway.http.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One reader's view of one stream: its past, then what its subscription brings, until the last event. */
final class TokenStream implements EventSource {

    /** An execution's end may overtake its last token event, which is on another topic, by this much. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Queue<Signal> past = new ArrayDeque<>();
    private final Subscription subscription;
    private final Presence presence;
    private final Narration narration;
    private final Queue<Event> told = new ArrayDeque<>();
    private final long cursor;
    private Signal.@Nullable Finished finished;
    private long graceEnds;
    private boolean cut;

    TokenStream(
            Narration narration,
            List<Signal> past,
            Subscription subscription,
            Optional<Cursor> cursor,
            Presence presence) {
        this.past.addAll(past);
        this.subscription = subscription;
        this.presence = presence;
        this.narration = narration;
        this.cursor = cursor.map(Cursor::lastTold).orElse(-1L);
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        presence.arrive();
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Event event = told.poll();
            if (event != null) {
                return event;
            }
            if (narration.hasEnded()) {
                return new End();
            }
            Signal signal = past.poll();
            if (signal == null) {
                signal = subscription.poll(Duration.ofNanos(until(deadline)));
            }
            switch (signal) {
                case Signal.Token token -> {
                    List<Event> events = narration.narrate(token);
                    if (token.offset() > cursor) {
                        told.addAll(events);
                    }
                }
                case Signal.Finished end -> startGrace(end);
                case null -> {
                    if (subscription.isCut()) {
                        cut = true;
                        return new End();
                    }
                    if (finished != null && System.nanoTime() >= graceEnds) {
                        return narration.tellWithoutEnd(finished.event());
                    }
                    if (System.nanoTime() >= deadline) {
                        return new Silence();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        boolean toTheEnd = narration.hasEnded() && told.isEmpty();
        presence.leave(toTheEnd ? Departure.READ_TO_THE_END : cut ? Departure.CUT : Departure.GONE);
    }

    private void startGrace(Signal.Finished end) {
        if (finished == null) {
            finished = end;
            graceEnds = System.nanoTime() + GRACE.toNanos();
        }
    }

    private long until(long deadline) {
        long end = finished == null ? deadline : Math.min(deadline, graceEnds);
        return Math.max(0, end - System.nanoTime());
    }
}
