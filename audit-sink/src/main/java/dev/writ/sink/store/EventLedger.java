package dev.writ.sink.store;

import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.rows.Columns;
import dev.writ.sink.rows.StorableText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The table sink_events: which events are written already. */
final class EventLedger {

    private static final String CLAIM = """
            INSERT INTO sink_events
            SELECT * FROM json_populate_recordset(NULL::sink_events, ?::json) ORDER BY event_id
            ON CONFLICT (event_id) DO NOTHING
            RETURNING event_id""";
    private static final String COMPARE = """
            SELECT event_id, encode(digest, 'hex'), topic || '-' || partition || '@' || log_offset
            FROM sink_events WHERE event_id = ANY (?)""";

    private EventLedger() {}

    /**
     * Enters the events that are not written yet. One that is, with the same bytes, is left out of the answer.
     *
     * @return the events to write, in the order given
     * @throws EventConflictException if an event id stands for other bytes already
     */
    static List<Event> claim(Connection connection, List<Event> entries) throws SQLException {
        Map<String, Event> byId = new LinkedHashMap<>();
        for (Event entry : entries) {
            Event earlier = byId.putIfAbsent(StorableText.of(entry.event().getEventId()), entry);
            if (earlier != null) {
                requireSame(entry, earlier.digest(), where(earlier.record()));
            }
        }
        Set<String> seen = new HashSet<>(byId.keySet());
        seen.removeAll(insert(connection, byId.values()));
        if (!seen.isEmpty()) {
            compare(connection, seen, byId);
            byId.keySet().removeAll(seen);
        }
        return List.copyOf(byId.values());
    }

    private static Set<String> insert(Connection connection, Collection<Event> entries) throws SQLException {
        Set<String> inserted = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, entries.stream().map(EventLedger::row).collect(Collectors.joining(",", "[", "]")));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    inserted.add(result.getString(1));
                }
            }
        }
        return inserted;
    }

    private static void compare(Connection connection, Set<String> seen, Map<String, Event> byId) throws SQLException {
        Array ids = connection.createArrayOf("text", seen.toArray());
        try (PreparedStatement statement = connection.prepareStatement(COMPARE)) {
            statement.setArray(1, ids);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Event entry = byId.get(result.getString(1));
                    if (entry != null) {
                        requireSame(entry, result.getString(2), result.getString(3));
                    }
                }
            }
        } finally {
            ids.free();
        }
    }

    private static void requireSame(Event entry, String digest, String where) {
        if (!entry.digest().equals(digest)) {
            throw new EventConflictException("the event " + entry.event().getEventId() + " stands at " + where
                    + " and with other bytes at " + where(entry.record())
                    + ": one of them is not what it claims to be, so the sink stops before it");
        }
    }

    private static String row(Event entry) {
        return new Columns()
                .text("event_id", entry.event().getEventId())
                .text("type", entry.event().getType())
                .time("occurred_at", entry.event().getOccurredAt())
                .text("digest", "\\x" + entry.digest())
                .text("topic", entry.record().topic())
                .number("partition", entry.record().partition())
                .number("log_offset", entry.record().offset())
                .toJson()
                .toString();
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
