package dev.writ.query.report;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The log that the tables are made from, as far as it can be asked. */
@FunctionalInterface
public interface SourceLog {

    /** Nobody is asked. */
    SourceLog UNASKED = (_, _) -> Optional.empty();

    /**
     * When the oldest record happened that the tables do not have.
     *
     * @param reached the first offset that the tables do not have, of each partition of the audit that the sink has begun with
     * @param otherwise what to say if the tables have all records
     * @return empty if that is not known
     * @throws InterruptedException if the wait is interrupted
     */
    Optional<Instant> oldestUnwritten(Map<Integer, Long> reached, Instant otherwise) throws InterruptedException;
}
