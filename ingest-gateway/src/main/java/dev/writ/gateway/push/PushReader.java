package dev.writ.gateway.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.MessageSource;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.log.KafkaInterrupt;
import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket's messages: what the log holds behind its cursor, then what its subscription brings.
 *
 * <p>Joining with a cursor: it subscribes, then asks for the ends of the log, then reads up to them. What is before an end it
 * reads, what is behind it reaches the queue, and what is in both it knows by its offset. A stream that it finds while it
 * reads was not followed before, so some of its tokens may have passed by: it follows the stream, and asks for the ends and
 * reads once more.
 *
 * <p>Joining without one: what the feeds have read when it joins takes the place of the ends, and the log is read for the
 * streams that run then, from their starts on.
 */
final class PushReader implements MessageSource {

    private static final Logger LOG = LoggerFactory.getLogger(PushReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CURSOR_EVERY = Duration.ofMinutes(1);
    private static final Duration OVERDUE_EVERY = Duration.ofMillis(500);

    private final PushHub hub;
    private final PushSubscription subscription;
    private final FollowedStreams streams;
    private final FormLog forms;
    private final PushLogs logs;
    private final Optional<PushCursor> cursor;
    private final PushHub.@Nullable Now joined;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Queue<Message> pending = new ArrayDeque<>();
    private @Nullable PushLog log;
    private Map<TopicPartition, Long> ends = Map.of();
    private Map<TopicPartition, Long> opened = Map.of();
    private boolean begun;
    private boolean found;
    private boolean outOfTime;
    private long told;
    private long cursorToldAt = System.nanoTime();
    private boolean closed;

    /**
     * A reader, who joins the hub. It reads the log as soon as it is asked for a message.
     *
     * @param cursor where to begin; empty: now
     */
    PushReader(
            PushHub hub,
            PushSubscription subscription,
            FollowedStreams streams,
            FormLog forms,
            PushLogs logs,
            Optional<PushCursor> cursor) {
        this.hub = hub;
        this.subscription = subscription;
        this.streams = streams;
        this.forms = forms;
        this.logs = logs;
        this.cursor = cursor;
        hub.join(subscription);
        this.joined = cursor.isPresent() ? null : hub.beginNow(subscription);
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        try {
            if (!begun && !begin()) {
                return new End(End.TRY_AGAIN_LATER, "too many readers catch up; come again");
            }
            return step(System.nanoTime() + wait.toNanos());
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException | ProblemException e) {
            LOG.warn("a WebSocket cannot be told what the log holds: {}", KafkaTrouble.inOneLine(e));
            LOG.debug("why it cannot", e);
            return new End(End.SERVER_ERROR, "the log cannot be read; go on behind the last cursor");
        }
    }

    private Step step(long deadline) throws InterruptedException {
        while (true) {
            if (log != null && log.isOverdue()) {
                leaveTheLog(log);
            }
            Message message = pending.poll();
            if (message != null) {
                return message;
            }
            if (outOfTime) {
                return new End(End.TRY_AGAIN_LATER, "catching up takes long; go on behind the last cursor");
            }
            if (log != null) {
                catchUp(log);
                if (pending.isEmpty() && System.nanoTime() - deadline >= 0) {
                    return new Silence();
                }
                continue;
            }
            streams.overdueEnd().ifPresent(this::push);
            if (!pending.isEmpty()) {
                continue;
            }
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            PushRecord record =
                    subscription.poll(streams.awaitsEnds() && left.compareTo(OVERDUE_EVERY) > 0 ? OVERDUE_EVERY : left);
            if (record != null) {
                take(record);
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

    /** Finds out where to begin; false if there are too many readers that do. */
    private boolean begin() throws InterruptedException {
        Optional<PushLog> place = logs.open();
        if (place.isEmpty()) {
            return false;
        }
        PushLog from = place.get();
        log = from;
        begun = true;
        Map<TopicPartition, Long> beginnings = from.beginnings();
        Optional<PushCursor> held = cursor.filter(given -> given.isHeld(beginnings, from.ends()));
        told = cursor.map(PushCursor::told).orElse(0L);
        List<OpenStream> running;
        if (held.isPresent()) {
            next.putAll(held.get().next());
            running = held.get().open();
            running.forEach(streams::claim);
            ends = from.ends();
        } else {
            PushHub.Now now = joined == null ? hub.beginNow(subscription) : joined;
            // Where the feeds have read nothing, nothing was there when they began.
            beginnings.forEach(
                    (partition, beginning) -> next.put(partition, now.next().getOrDefault(partition, beginning)));
            running = now.running();
            running.forEach(streams::claim);
            opened = Map.copyOf(next);
            ends = opened;
            running.forEach(stream -> next.merge(stream.place(), stream.start(), Math::min));
        }
        Map<TopicPartition, Long> places = new HashMap<>(next);
        running.forEach(stream -> places.merge(stream.place(), stream.start(), Math::min));
        from.seek(places);
        pending.add(control(cursor.isPresent() && held.isEmpty() ? "reset" : "connected"));
        return true;
    }

    private void catchUp(PushLog from) throws InterruptedException {
        if (!from.isBehind(ends)) {
            from.poll(POLL, streams::isWanted, record -> {
                if (record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                    tell(record);
                }
            });
            return;
        }
        streams.dropClaims();
        ends.forEach((partition, end) -> next.merge(partition, end, Math::max));
        if (found) {
            found = false;
            ends = from.ends();
            from.seek(next);
        } else {
            closeLog();
        }
    }

    /** Ends a long catching up where it stands, and so makes room for others. */
    private void leaveTheLog(PushLog from) {
        from.positions()
                .forEach((partition, position) ->
                        next.merge(partition, Math.min(position, ends.getOrDefault(partition, position)), Math::max));
        pending.add(control("cursor"));
        outOfTime = true;
        closeLog();
    }

    private void closeLog() {
        PushLog open = log;
        log = null;
        if (open != null) {
            open.close();
        }
    }

    /** Takes what the subscription brings. */
    private void take(PushRecord record) throws InterruptedException {
        boolean fresh = record.offset() >= next.getOrDefault(record.partition(), 0L);
        record.seen().forEach((partition, offset) -> {
            if (!partition.equals(record.partition())) {
                next.merge(partition, offset, Math::max);
            }
        });
        if (record.value() instanceof ExecutionEvent end) {
            streams.finish(end);
        } else if (fresh) {
            tell(record);
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
        boolean past = old || record.offset() < opened.getOrDefault(record.partition(), 0L);
        if (event.getBody() instanceof StreamStarted started
                && subscription.audience().mayHear(started)
                && streams.begin(event.getExecutionId(), record.partition(), record.offset(), past)) {
            found = found || log != null;
        }
        List<Event> events = streams.narrate(event, record.partition(), record.offset());
        for (int index = 0; !old && index < events.size(); index++) {
            // Behind a reset its start is still to be told: the same record.
            next.put(record.partition(), record.offset() + (index == events.size() - 1 ? 1 : 0));
            push(events.get(index));
        }
    }

    private boolean isSubmitted(ActionDecided decision) {
        return decision.getKind() == RequestKind.FORM
                && decision.getVerdict() != Verdict.BLOCKED
                && decision.getErrors().isEmpty()
                && subscription.audience().mayHear(decision);
    }

    private void push(Event event) {
        push(String.valueOf(event.name()), PushMessages.stream(event));
    }

    private void push(String type, ObjectNode payload) {
        told++;
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("type", type).put("seq", told);
        json.setAll(payload);
        pending.add(new Message(json.put("cursor", reached()).toString()));
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
                .put("cursor", reached())
                .toString());
    }

    /** The cursor of a reader who has been told all that was pushed. */
    private String reached() {
        return new PushCursor(told, next, streams.open()).toString();
    }
}
