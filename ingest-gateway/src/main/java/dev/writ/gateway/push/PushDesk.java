package dev.writ.gateway.push;

import dev.writ.gateway.http.MessageSource;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Opens the messages of sockets. */
public final class PushDesk {

    private final PushHub hub;
    private final KafkaConnection connection;
    private final SchemaRegistryClient registry;
    private final FormLog forms;

    public PushDesk(PushHub hub, KafkaConnection connection, SchemaRegistryClient registry) {
        this.hub = hub;
        this.connection = connection;
        this.registry = registry;
        this.forms = new FormLog(connection, registry);
    }

    /**
     * Opens the messages of one audience: those behind the cursor, or those that come from now on.
     *
     * @throws ProblemException 503 if the log cannot be read
     */
    MessageSource open(Audience audience, Optional<PushCursor> cursor) {
        PushSubscription subscription = new PushSubscription(audience);
        hub.join(subscription);
        boolean opened = false;
        try {
            PushReader reader = open(subscription, cursor);
            opened = true;
            return reader;
        } catch (KafkaException e) {
            throw new ProblemException(Problems.unavailable("log_unavailable", "The log cannot be read now."), e);
        } finally {
            if (!opened) {
                hub.leave(subscription);
            }
        }
    }

    private PushReader open(PushSubscription subscription, Optional<PushCursor> cursor) {
        PushLog log = new PushLog(connection, registry);
        boolean opened = false;
        try {
            Map<TopicPartition, Long> beginnings = log.beginnings();
            Map<TopicPartition, Long> ends = log.ends();
            boolean reset =
                    cursor.filter(given -> !isHeld(given, beginnings, ends)).isPresent();
            PushCursor from = cursor.isPresent() && !reset
                    ? cursor.get()
                    : new PushCursor(cursor.map(PushCursor::told).orElse(0L), new HashMap<>(ends), List.of());
            PushReader reader = new PushReader(hub, subscription, forms, log, from, reset);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    /** Whether the log still holds everything behind a cursor. A compacted topic always holds what counts. */
    private static boolean isHeld(
            PushCursor cursor, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        boolean within = cursor.next().entrySet().stream().allMatch(place -> {
            long next = place.getValue();
            boolean compacted = place.getKey().topic().equals(Topics.CANVASES.name());
            return next <= ends.getOrDefault(place.getKey(), -1L)
                    && (compacted || next >= beginnings.getOrDefault(place.getKey(), 0L));
        });
        return within
                && cursor.open().stream().allMatch(stream -> {
                    TopicPartition partition = new TopicPartition(Topics.TOKENS.name(), stream.partition());
                    return stream.start() >= beginnings.getOrDefault(partition, Long.MAX_VALUE);
                });
    }
}
