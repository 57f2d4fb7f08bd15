package dev.writ.gateway.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.MessageSource;
import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.gateway.tokens.Narration;
import dev.writ.gateway.tokens.Signal;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One socket's messages: what the log holds behind its cursor, then what its subscription brings.
 *
 * <p>Joining: it subscribes, then asks for the ends of the log, then reads up to them. What is before an end it reads, what is
 * behind it reaches the queue, and what is in both it knows by its offset. A stream that it finds while it reads was not
 * followed before, so some of its tokens may have passed by: it follows the stream, and asks for the ends and reads once
 * more.
 */
final class PushReader implements MessageSource {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CURSOR_EVERY = Duration.ofMinutes(1);

    private record Stream(Narration narration, int partition, long start) {}

    private final PushHub hub;
    private final PushSubscription subscription;
    private final FormLog forms;
    private final Map<TopicPartition, Long> next;
    private final Map<String, OpenStream> claimed = new HashMap<>();
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final Queue<Message> pending = new ArrayDeque<>();
    private @Nullable PushLog log;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean found;
    private long told;
    private long cursorToldAt = System.nanoTime();
    private boolean closed;

    /**
     * A reader that has joined the hub.
     *
     * @param log to catch up with, which the reader closes
     * @param cursor where to begin
     * @param reset whether the reader has lost what was before
     */
    PushReader(
            PushHub hub, PushSubscription subscription, FormLog forms, PushLog log, PushCursor cursor, boolean reset) {
        this.hub = hub;
        this.subscription = subscription;
        this.forms = forms;
        this.log = log;
        this.next = new HashMap<>(cursor.next());
        this.told = cursor.told();
        cursor.open().forEach(stream -> {
            claimed.put(stream.executionId(), stream);
            hub.follow(subscription, stream.executionId());
        });
        pending.add(control(reset ? "reset" : "connected"));
        Map<TopicPartition, Long> places = new HashMap<>(next);
        cursor.open()
                .forEach(stream -> places.merge(
                        new TopicPartition(Topics.TOKENS.name(), stream.partition()), stream.start(), Math::min));
        this.ends = log.ends();
        log.seek(places);
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Message message = pending.poll();
            if (message != null) {
                return message;
            }
            if (log != null) {
                catchUp(log);
                continue;
            }
            PushRecord record = subscription.poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (record != null) {
                boolean fresh = record.offset() >= next.getOrDefault(record.partition(), 0L);
                record.seen().forEach((partition, offset) -> {
                    if (!partition.equals(record.partition())) {
                        next.merge(partition, offset, Math::max);
                    }
                });
                if (fresh) {
                    tell(record);
                }
            } else if (subscription.isCut()) {
                return new End(End.TRY_AGAIN_LATER, "too slow; go on behind the last cursor");
            } else if (System.nanoTime() >= deadline) {
                return silence();
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            hub.leave(subscription);
            closeLog();
        }
    }

    private void catchUp(PushLog from) throws InterruptedException {
        from.poll(POLL, id -> claimed.containsKey(id) || streams.containsKey(id), record -> {
            if (record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                tell(record);
            }
        });
        if (!from.isBehind(ends)) {
            return;
        }
        // A claim that was not confirmed by its start was none.
        claimed.keySet().forEach(id -> hub.unfollow(subscription, id));
        claimed.clear();
        ends.forEach((partition, end) -> next.merge(partition, end, Math::max));
        if (found) {
            found = false;
            ends = from.ends();
            from.seek(next);
        } else {
            closeLog();
        }
    }

    private void closeLog() {
        PushLog open = log;
        log = null;
        if (open != null) {
            open.close();
        }
    }

    private void tell(PushRecord record) throws InterruptedException {
        boolean old = record.offset() < next.getOrDefault(record.partition(), 0L);
        if (!old) {
            next.put(record.partition(), record.offset() + 1);
        }
        switch (record.value()) {
            case TokenEvent event -> tell(event, record, old);
            case CanvasState canvas
            when !old && subscription.audience().mayHear(canvas) -> push("canvas:update", PushMessages.canvas(canvas));
            case ActionDecided decision
            when !old && isSubmitted(decision) ->
                push("canvas:form_submitted", PushMessages.submitted(decision, forms.of(decision, record.key())));
            default -> {}
        }
    }

    private void tell(TokenEvent event, PushRecord record, boolean old) {
        String id = event.getExecutionId();
        int partition = record.partition().partition();
        if (event.getBody() instanceof StreamStarted started) {
            boolean begun = streams.containsKey(id);
            OpenStream claim = claimed.get(id);
            boolean isClaimed = claim != null && claim.start() == record.offset();
            if (!subscription.audience().mayHear(started) || (old && !begun && !isClaimed)) {
                return;
            }
            claimed.remove(id);
            if (!begun) {
                found = found || (log != null && !isClaimed);
                hub.follow(subscription, id);
            }
            streams.compute(
                    id,
                    (_, before) -> new Stream(
                            before == null ? TokenStreams.narration(id) : before.narration(),
                            partition,
                            record.offset()));
        }
        Stream stream = streams.get(id);
        if (stream == null) {
            return;
        }
        List<Event> events = stream.narration().narrate(new Signal.Token(event, record.offset()));
        boolean ended = stream.narration().hasEnded();
        if (ended) {
            streams.remove(id);
            hub.unfollow(subscription, id);
        }
        for (int index = 0; !old && index < events.size(); index++) {
            // Behind a reset its start is still to be told: the same record.
            next.put(record.partition(), record.offset() + (index == events.size() - 1 ? 1 : 0));
            push(String.valueOf(events.get(index).name()), PushMessages.stream(events.get(index)));
        }
    }

    private boolean isSubmitted(ActionDecided decision) {
        return decision.getKind() == RequestKind.FORM
                && decision.getVerdict() != Verdict.BLOCKED
                && decision.getErrors().isEmpty()
                && subscription.audience().mayHear(decision);
    }

    private void push(String type, ObjectNode payload) {
        told++;
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("type", type).put("seq", told);
        json.setAll(payload);
        pending.add(new Message(json.put("cursor", cursor().toString()).toString()));
        cursorToldAt = System.nanoTime();
    }

    /** Says where a reader is whose partitions have moved on without anything for it. */
    private Step silence() {
        Optional<Map<TopicPartition, Long>> seen = hub.seenBy(subscription);
        if (seen.isEmpty() || System.nanoTime() - cursorToldAt < CURSOR_EVERY.toNanos()) {
            return new Silence();
        }
        seen.get().forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        cursorToldAt = System.nanoTime();
        return control("cursor");
    }

    private Message control(String type) {
        return new Message(JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("cursor", cursor().toString())
                .toString());
    }

    private PushCursor cursor() {
        List<OpenStream> open = new ArrayList<>(claimed.values());
        streams.forEach((id, stream) -> open.add(new OpenStream(id, stream.partition(), stream.start())));
        return new PushCursor(told, next, open);
    }
}
