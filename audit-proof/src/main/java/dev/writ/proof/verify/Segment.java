package dev.writ.proof.verify;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.log.RecordSegment;
import dev.writ.proof.merkle.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The records of one bundle, as the leaves that stand for them; values are hashed and let go. */
final class Segment {

    /** A file with more records than this is read no further. */
    private static final int MOST = 4 * LogPath.WIDTH;

    private final String name;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<Long, Integer> positions = new HashMap<>();
    private final BitSet taken = new BitSet();
    private boolean readable = true;

    private Segment(String name) {
        this.name = name;
    }

    /** None if there is no such file. What cannot be read is a finding. */
    static Optional<Segment> read(LogDirectory log, long n, Findings findings) throws IOException {
        Optional<RecordSegment> file = log.records(n);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Segment segment = new Segment(LogPath.full(LogPath.RECORDS, n));
        try (RecordSegment records = file.get()) {
            records.readHead();
            Optional<LoggedRecord> next = records.next();
            while (next.isPresent()) {
                segment.add(Leaf.of(next.get()), findings);
                next = records.next();
            }
        } catch (MalformedEntryException e) {
            segment.readable = false;
            long leaf = n * LogPath.WIDTH + segment.leaves.size();
            findings.atLeaf(Verdict.TAMPERED, segment.name, leaf, String.valueOf(e.getMessage()));
        }
        return Optional.of(segment);
    }

    private void add(Leaf leaf, Findings findings) {
        if (leaves.size() == MOST) {
            throw new MalformedEntryException("a segment with more than " + MOST + " records");
        }
        if (!leaves.isEmpty() && leaf.offset() <= leaves.getLast().offset()) {
            String behind = "the record stands behind the one at offset "
                    + leaves.getLast().offset();
            findings.atOffset(Verdict.TAMPERED, name, leaf.offset(), behind);
        }
        positions.putIfAbsent(leaf.offset(), leaves.size());
        leaves.add(leaf);
    }

    String name() {
        return name;
    }

    /** Whether the file could be read to its end, so that a record that is not in it is missing. */
    boolean isReadable() {
        return readable;
    }

    /** The record that an entry or else a hash stands for: the one at its place, or another with its offset. */
    Optional<Leaf> take(int position, Optional<Leaf> entry, Optional<Hash> hash) {
        boolean there = position < leaves.size() && !taken.get(position);
        if (there && isMeant(leaves.get(position), entry, hash)) {
            return take(position);
        }
        return entry.map(leaf -> positions.get(leaf.offset()))
                .filter(other -> !taken.get(other))
                .flatMap(this::take);
    }

    private static boolean isMeant(Leaf record, Optional<Leaf> entry, Optional<Hash> hash) {
        return entry.isEmpty()
                || entry.get().offset() == record.offset()
                || hash.filter(record.hash()::equals).isPresent();
    }

    private Optional<Leaf> take(int position) {
        taken.set(position);
        return Optional.of(leaves.get(position));
    }

    /** Whether a record with a larger offset is there. */
    boolean goesOnBehind(long offset) {
        return leaves.stream().anyMatch(leaf -> leaf.offset() > offset);
    }

    /** Hands over the offsets of the records that nothing stood for. */
    void forEachLeft(LongConsumer offsets) {
        for (int at = taken.nextClearBit(0); at < leaves.size(); at = taken.nextClearBit(at + 1)) {
            offsets.accept(leaves.get(at).offset());
        }
    }
}
