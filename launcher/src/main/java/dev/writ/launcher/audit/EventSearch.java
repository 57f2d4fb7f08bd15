package dev.writ.launcher.audit;

import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.log.RecordSegment;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the record of an event in the files of a log, by reading its records one after the other. */
final class EventSearch {

    private final LogDirectory log;
    private final long size;

    /** @param size how many records there are, by the checkpoint */
    EventSearch(LogDirectory log, long size) {
        this.log = log;
        this.size = size;
    }

    /**
     * The index of the first record of the event; none if the log does not have it.
     *
     * @throws NoSuchFileException if records are missing on the way
     * @throws MalformedEntryException if they cannot be read
     */
    OptionalLong leafOf(String eventId) throws IOException {
        for (long first = 0; first < size; first += LogPath.WIDTH) {
            long n = first / LogPath.WIDTH;
            try (RecordSegment records =
                    log.records(n).orElseThrow(() -> new NoSuchFileException(LogPath.full(LogPath.RECORDS, n)))) {
                records.readHead();
                long leaf = first;
                Optional<LoggedRecord> record = records.next();
                while (record.isPresent() && leaf < size) {
                    if (EventId.in(record.get().value()).filter(eventId::equals).isPresent()) {
                        return OptionalLong.of(leaf);
                    }
                    leaf++;
                    record = records.next();
                }
            }
        }
        return OptionalLong.empty();
    }
}
