package dev.writ.gateway.push;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.gateway.tokens.Narration;
import dev.writ.gateway.tokens.Signal;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The streams that one reader is told, from their starts to their ends. For one thread. */
final class FollowedStreams {

    /** All of them are in every cursor, so there cannot be any number; the oldest are forgotten. */
    static final int MOST = 128;

    /** An execution's end may overtake its last token event, which is on another topic, by this much. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private record Followed(Narration narration, OpenStream place) {}

    private record Ending(ExecutionEvent event, long overdueAt) {}

    private final PushHub hub;
    private final PushSubscription subscription;
    private final Function<String, Optional<ExecutionEvent>> ends;
    private final Map<String, OpenStream> claimed = new HashMap<>();
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private final Map<String, Ending> endings = new LinkedHashMap<>();

    /**
     * No streams yet.
     *
     * @param ends the end of an execution by its id, if it has ended and that is known
     */
    FollowedStreams(PushHub hub, PushSubscription subscription, Function<String, Optional<ExecutionEvent>> ends) {
        this.hub = hub;
        this.subscription = subscription;
        this.ends = ends;
    }

    /** Hears a stream that is said to have begun for the reader; it is told once its start is found to be there. */
    void claim(OpenStream stream) {
        claimed.put(stream.executionId(), stream);
        hub.follow(subscription, stream.executionId());
    }

    /** Gives up the claims that no start has confirmed. */
    void dropClaims() {
        claimed.keySet().forEach(id -> hub.unfollow(subscription, id));
        claimed.clear();
    }

    boolean isWanted(String executionId) {
        return claimed.containsKey(executionId) || followed.containsKey(executionId);
    }

    /**
     * A start that the reader may hear.
     *
     * @param past whether it is none of the reader's unless it is claimed
     * @return whether the stream is followed only from now on, so that tokens may have passed by
     */
    boolean begin(String executionId, TopicPartition partition, long offset, boolean past) {
        OpenStream place = new OpenStream(executionId, partition.partition(), offset);
        boolean isClaimed = place.equals(claimed.get(executionId));
        if (followed.containsKey(executionId) || (past && !isClaimed)) {
            return false;
        }
        claimed.remove(executionId);
        hub.follow(subscription, executionId);
        followed.put(executionId, new Followed(TokenStreams.narration(executionId), place));
        ends.apply(executionId).ifPresent(this::finish);
        if (followed.size() > MOST) {
            forget(followed.keySet().iterator().next());
        }
        return !isClaimed;
    }

    /** What is told of a token event; nothing if its stream is not followed. */
    List<Event> narrate(TokenEvent event, TopicPartition partition, long offset) {
        String id = event.getExecutionId();
        Followed stream = followed.get(id);
        if (stream == null) {
            return List.of();
        }
        List<Event> events = stream.narration().narrate(new Signal.Token(event, offset));
        if (stream.narration().hasEnded()) {
            forget(id);
        } else if (event.getBody() instanceof StreamStarted && !events.isEmpty()) {
            // Whoever goes on needs the text of the attempt that counts; a late start of an earlier one is not told.
            followed.put(id, new Followed(stream.narration(), new OpenStream(id, partition.partition(), offset)));
        }
        return events;
    }

    /** An execution has ended; the last token event of its stream is there already, will be soon, or never comes. */
    void finish(ExecutionEvent event) {
        if (followed.containsKey(event.getExecutionId())) {
            endings.putIfAbsent(event.getExecutionId(), new Ending(event, System.nanoTime() + GRACE.toNanos()));
        }
    }

    /** The end of a stream whose last token event has not come in time; empty if there is none. */
    Optional<Event> overdueEnd() {
        Iterator<Ending> eldest = endings.values().iterator();
        if (!eldest.hasNext()) {
            return Optional.empty();
        }
        Ending ending = eldest.next();
        Followed stream = followed.get(ending.event().getExecutionId());
        if (stream == null || System.nanoTime() - ending.overdueAt() < 0) {
            return Optional.empty();
        }
        forget(ending.event().getExecutionId());
        return Optional.of(stream.narration().tellWithoutEnd(ending.event()));
    }

    /** Whether some stream has no end yet but its execution has. */
    boolean awaitsEnds() {
        return !endings.isEmpty();
    }

    /** Those that a reader who goes on elsewhere must know. */
    List<OpenStream> open() {
        return Stream.concat(
                        claimed.values().stream(), followed.values().stream().map(Followed::place))
                .toList();
    }

    private void forget(String executionId) {
        followed.remove(executionId);
        endings.remove(executionId);
        hub.unfollow(subscription, executionId);
    }
}
