package dev.writ.gateway.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.state.StateListener;
import dev.writ.gateway.view.AgentJson;
import dev.writ.gateway.view.CanvasJson;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.gateway.view.ExecutionJson;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ExecutionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Hands decisions, ends of executions, and changes of agents and canvases to everybody who watches. The latest decisions are kept, for
 * who comes, or comes back. Nobody waits for a watcher.
 */
public final class LiveFeed implements StateListener {

    /** How many decisions are kept. */
    static final int KEPT = 500;

    private static final String DECISION = "feed:decision";

    private final String instance = UUID.randomUUID().toString();
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Seen> decisions = new ArrayDeque<>();
    private final Set<LiveWatcher> watchers = new HashSet<>();
    private long last;

    /**
     * A decision, and when this gateway saw it.
     *
     * @param number from 1, in the order of arrival
     */
    private record Seen(long number, Instant at, ActionDecided decision) {}

    /** @param clock tells when something is seen */
    public LiveFeed(Clock clock) {
        this.clock = clock;
    }

    /** A decision came. */
    public void decided(ActionDecided decision) {
        Instant at = clock.instant();
        lock.lock();
        try {
            last++;
            Seen seen = new Seen(last, at, decision);
            decisions.addLast(seen);
            if (decisions.size() > KEPT) {
                decisions.removeFirst();
            }
            tell(() -> event(seen));
        } finally {
            lock.unlock();
        }
    }

    /** An execution has ended. */
    public void ended(ExecutionEvent event) {
        tellLocked(() -> new Event(
                null,
                "feed:execution",
                ExecutionJson.of(
                                event.getExecutionId(),
                                new ExecutionView(Optional.empty(), Optional.empty(), Optional.of(event)))
                        .toString()));
    }

    @Override
    public void changed(AgentState agent) {
        tellLocked(() -> new Event(null, "feed:agent", AgentJson.of(agent).toString()));
    }

    @Override
    public void changed(CanvasState canvas) {
        tellLocked(() -> new Event(
                null,
                "feed:canvas",
                CanvasJson.of(canvas).put("open", canvas.getOpen()).toString()));
    }

    /**
     * Begins to watch: first the decisions that are kept, or those of them that are new to who comes back, then {@code feed:live}, then
     * what happens.
     *
     * @param cursor the id of the last event that a watcher who comes back has seen
     */
    LiveWatcher join(Optional<String> cursor) {
        lock.lock();
        try {
            LiveWatcher watcher = new LiveWatcher(this::leave);
            Optional<Long> seen = cursor.flatMap(this::numberOf);
            long oldest = last - decisions.size();
            if (cursor.isPresent() && seen.filter(number -> number >= oldest).isEmpty()) {
                watcher.begin(() -> new Event(null, "feed:gap", "{}"));
            }
            long behind = seen.orElse(0L);
            decisions.stream()
                    .filter(decision -> decision.number() > behind)
                    .forEach(decision -> watcher.begin(() -> event(decision)));
            watcher.begin(() -> new Event(null, "feed:live", "{}"));
            watchers.add(watcher);
            return watcher;
        } finally {
            lock.unlock();
        }
    }

    private void leave(LiveWatcher watcher) {
        lock.lock();
        try {
            watchers.remove(watcher);
        } finally {
            lock.unlock();
        }
    }

    private void tellLocked(Supplier<Event> event) {
        lock.lock();
        try {
            tell(event);
        } finally {
            lock.unlock();
        }
    }

    private void tell(Supplier<Event> event) {
        watchers.forEach(watcher -> watcher.offer(event));
    }

    private Event event(Seen seen) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seen_at", seen.at().toString());
        json.setAll(DecisionJson.decision(seen.decision()));
        return new Event(instance + "." + seen.number(), DECISION, json.toString());
    }

    /** The number in a cursor; empty if it is of another gateway, or of this one before it was started again. */
    private Optional<Long> numberOf(String cursor) {
        List<String> parts = List.of(cursor.split("\\.", 2));
        boolean ours = parts.size() == 2
                && parts.getFirst().equals(instance)
                && parts.getLast().matches("\\d{1,18}");
        return ours ? Optional.of(Long.valueOf(parts.getLast())).filter(number -> number <= last) : Optional.empty();
    }
}
