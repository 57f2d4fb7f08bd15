package dev.writ.sink.store;

import dev.writ.sink.read.Entry;
import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.read.Entry.Poison;
import java.util.ArrayList;
import java.util.List;

/** Entries of a batch, with all that can be done for it while another is written. */
public final class Prepared {

    private final List<Entry> entries;
    private final List<Event> events = new ArrayList<>();
    private final List<Poison> poison = new ArrayList<>();
    private final NewRows rows;

    private Prepared(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : entries) {
            switch (entry) {
                case Event event -> events.add(event);
                case Poison unreadable -> poison.add(unreadable);
            }
        }
        this.rows = NewRows.of(events);
    }

    /**
     * Prepares entries; for any thread.
     *
     * @param entries in the order of the log within each partition; one or more
     */
    public static Prepared of(List<Entry> entries) {
        return new Prepared(entries);
    }

    /** All of them, in the order of the log within each partition. */
    List<Entry> entries() {
        return entries;
    }

    /** Those that are events. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** The others. */
    List<Poison> poison() {
        return List.copyOf(poison);
    }

    /** What the events say. */
    NewRows rows() {
        return rows;
    }
}
