package dev.writ.launcher.replay.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.log.KafkaInterrupt;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Missing;
import dev.writ.history.replay.EventJson;
import dev.writ.history.replay.Replay;
import dev.writ.history.replay.Replayed;
import dev.writ.schemas.KafkaTrouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replay as server-sent events: {@code replay:missing} if the log lacks a part of the range, {@code replay:event} for each
 * event, {@code replay:end} behind the last. If the log fails, the stream ends without that, and the client comes back.
 */
final class ReplayEvents implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayEvents.class);

    private final LogReader log;
    private final Replay replay;
    private final ReplayCursor cursor;
    private final long limit;
    private final Runnable onClose;
    private final Queue<Event> first = new ArrayDeque<>();
    private boolean ended;

    /** @param onClose run once, when the source is closed */
    ReplayEvents(LogReader log, Replay replay, ReplayQuery query, Runnable onClose) {
        this.log = log;
        this.replay = replay;
        this.cursor = query.cursor();
        this.limit = query.limit();
        this.onClose = onClose;
        if (!log.missing().isEmpty()) {
            first.add(missing(log));
        }
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        Event waiting = first.poll();
        if (waiting != null) {
            return waiting;
        }
        if (ended) {
            return new End();
        }
        try {
            return found(System.nanoTime() + wait.toNanos());
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException e) {
            LOG.warn("a replay ends early: {}", KafkaTrouble.inOneLine(e));
            LOG.debug("why it does", e);
            return new End();
        }
    }

    private Step found(long deadline) {
        while (replay.outcome().matched() < limit && log.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = log.next();
            Optional<Replayed> found = cursor.hasTime(record.timestamp()) ? replay.find(record) : Optional.empty();
            if (found.isPresent()) {
                return event("replay:event", EventJson.line(found.get()));
            }
            if (System.nanoTime() - deadline > 0) {
                return new Silence();
            }
        }
        ended = true;
        Replay.Outcome outcome = replay.outcome();
        ObjectNode end = JsonNodeFactory.instance
                .objectNode()
                .put("events", outcome.matched())
                .put("records_read", outcome.read())
                .put("unreadable", outcome.unreadable());
        return event("replay:end", end.toString());
    }

    private Event event(String name, String data) {
        return new Event(cursor.textBehind(log.behind()), name, data);
    }

    private static Event missing(LogReader log) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (Missing gone : log.missing()) {
            data.withArray("missing")
                    .addObject()
                    .put("topic", gone.partition().topic())
                    .put("partition", gone.partition().partition())
                    .put("from", gone.from())
                    .put("until", gone.until())
                    .put("certain", gone.certain());
        }
        return new Event(null, "replay:missing", data.toString());
    }

    @Override
    public void close() {
        log.close();
        onClose.run();
    }
}
