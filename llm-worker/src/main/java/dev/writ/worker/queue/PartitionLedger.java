package dev.writ.worker.queue;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Account of one partition: which records are in hand and which are finished. Commits the first unfinished offset, with
 * what is finished behind it, so that a slow record neither is lost nor makes others run again. Not safe for use by several
 * threads.
 */
final class PartitionLedger {

    private final NavigableSet<Long> inHand = new TreeSet<>();
    private final NavigableSet<Long> finished;
    private final long newFrom;
    private @Nullable OffsetAndMetadata committed;

    /**
     * @param committed the group's last commit; null if there was none
     * @param newFrom offsets from here on were never delivered before
     */
    PartitionLedger(@Nullable OffsetAndMetadata committed, long newFrom) {
        this.committed = committed;
        this.newFrom = newFrom;
        this.finished =
                committed == null ? new TreeSet<>() : FinishedOffsets.decode(committed.offset(), committed.metadata());
    }

    /** Takes a record in hand, unless it is finished already. */
    boolean admit(long offset) {
        return !finished.contains(offset) && inHand.add(offset);
    }

    /** Whether a record may have been delivered before this ledger was opened. */
    boolean mayBeRepeated(long offset) {
        return offset < newFrom;
    }

    /** Marks a record in hand as finished. */
    void finish(long offset) {
        if (inHand.remove(offset)) {
            finished.add(offset);
        }
    }

    /** How many records are in hand. */
    int inHand() {
        return inHand.size();
    }

    /**
     * What is to be committed, if that differs from the last commit; it then counts as committed.
     *
     * @param position the next offset that the consumer will read
     */
    Optional<OffsetAndMetadata> takeCommit(long position) {
        OffsetAndMetadata next = commit(position);
        if (next.equals(committed) || (committed == null && next.offset() == 0 && finished.isEmpty())) {
            return Optional.empty();
        }
        committed = next;
        return Optional.of(next);
    }

    /**
     * What stands for all that has finished, whether or not it was committed.
     *
     * @param position the next offset that the consumer will read
     */
    OffsetAndMetadata commit(long position) {
        long base = inHand.isEmpty() ? position : inHand.first();
        finished.headSet(base, false).clear();
        while (inHand.isEmpty() && finished.remove(base)) {
            base++;
        }
        return new OffsetAndMetadata(base, FinishedOffsets.encode(base, finished));
    }

    /** Makes the next {@link #takeCommit} return something: the last one did not arrive. */
    void commitFailed() {
        committed = null;
    }
}
