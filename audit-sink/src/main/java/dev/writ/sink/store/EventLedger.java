package dev.writ.sink.store;

import dev.writ.proof.merkle.Hash;
import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.rows.Columns;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.StorableText;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The table sink_events: which events are written already. */
final class EventLedger {

    /** Of all partitions: an id counts whatever its time. */
    private static final String FIND = """
            SELECT event_id, digest, topic, partition, log_offset
            FROM sink_events WHERE event_id = ANY (?)""";
    /** So that the same place is named in whichever order the places are read. */
    private static final String NAME_EARLIER_PLACE = """
            UPDATE sink_events SET topic = ?, partition = ?, log_offset = ?
            WHERE event_id = ? AND (topic, partition, log_offset) > (?, ?, ?)""";

    private EventLedger() {}

    /**
     * Enters the events that are not written yet. One that is, with the same bytes, is left out of the answer.
     *
     * @return the events to write, in the order of their ids
     * @throws EventConflictException if an event id stands for other bytes already
     */
    static List<Event> claim(Connection connection, List<Event> entries) throws SQLException {
        Map<String, Event> byId = new TreeMap<>();
        for (Event entry : entries) {
            byId.merge(StorableText.of(entry.event().getEventId()), entry, EventLedger::sameAtEarlierPlace);
        }
        byId.keySet().removeAll(compare(connection, byId.keySet(), byId));
        if (!byId.isEmpty()) {
            Set<String> meanwhile = new HashSet<>(byId.keySet());
            meanwhile.removeAll(insert(connection, byId.values()));
            compare(connection, meanwhile, byId);
            byId.keySet().removeAll(meanwhile);
        }
        return List.copyOf(byId.values());
    }

    /** Whether one of the ids is known, whatever its bytes. */
    static boolean knowsAny(Connection connection, Set<String> ids) throws SQLException {
        return ByIds.query(connection, FIND, ids, ResultSet::next);
    }

    private static Set<String> insert(Connection connection, Collection<Event> entries) throws SQLException {
        Set<String> inserted = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(Upserts.into(Table.SINK_EVENTS))) {
            statement.setString(
                    1, Upserts.json(entries.stream().map(EventLedger::row).toList()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    inserted.add(result.getString(1));
                }
            }
        }
        return inserted;
    }

    /** Those of the ids that are known, each with the same bytes. */
    private static Set<String> compare(Connection connection, Set<String> ids, Map<String, Event> byId)
            throws SQLException {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return ByIds.query(connection, FIND, ids, found -> {
            Set<String> known = new HashSet<>();
            while (found.next()) {
                Event entry = Objects.requireNonNull(byId.get(found.getString(1)));
                Place place = new Place(found.getString(3), found.getInt(4), found.getLong(5));
                requireSame(entry, Hash.of(found.getBytes(2)), place);
                known.add(found.getString(1));
                if (Place.of(entry).compareTo(place) < 0) {
                    nameEarlierPlace(connection, found.getString(1), Place.of(entry));
                }
            }
            return known;
        });
    }

    private static void nameEarlierPlace(Connection connection, String id, Place place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME_EARLIER_PLACE)) {
            for (int first : new int[] {1, 5}) {
                statement.setString(first, place.topic());
                statement.setInt(first + 1, place.partition());
                statement.setLong(first + 2, place.offset());
            }
            statement.setString(4, id);
            statement.executeUpdate();
        }
    }

    private static Event sameAtEarlierPlace(Event one, Event other) {
        requireSame(other, one.digest(), Place.of(one));
        return Place.of(one).compareTo(Place.of(other)) <= 0 ? one : other;
    }

    private static void requireSame(Event entry, Hash digest, Place place) {
        if (!entry.digest().equals(digest)) {
            throw new EventConflictException("the event " + entry.event().getEventId() + " stands at " + place
                    + " and with other bytes at " + Place.of(entry)
                    + ": one of them is not what it claims to be, so the sink stops before it");
        }
    }

    /** The event's row. */
    static Row row(Event entry) {
        return new Columns(Table.SINK_EVENTS)
                .text("event_id", entry.event().getEventId())
                .text("type", entry.event().getType())
                .time("occurred_at", entry.event().getOccurredAt())
                .bytes("digest", entry.digest().bytes())
                .text("topic", entry.record().topic())
                .number("partition", entry.record().partition())
                .number("log_offset", entry.record().offset())
                .toRow();
    }

    /** Where a record stands in the log. */
    private record Place(String topic, int partition, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::topic)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        static Place of(Event entry) {
            ConsumerRecord<byte[], byte[]> record = entry.record();
            return new Place(record.topic(), record.partition(), record.offset());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }
}
