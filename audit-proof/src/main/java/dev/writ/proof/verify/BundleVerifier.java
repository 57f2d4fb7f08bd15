package dev.writ.proof.verify;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogFile;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the three things that stand for up to 256 records: the records, their entries and the hashes in the tile. Two
 * that agree point at the third. Bundles come in their order, because offsets must rise across them.
 */
final class BundleVerifier {

    private static final String MISSING = "it is missing";

    private final LogDirectory log;
    private final Findings findings;
    private long lastOffset = -1;
    private OptionalLong firstLost = OptionalLong.empty();
    private long lost;

    BundleVerifier(LogDirectory log, Findings findings) {
        this.log = log;
        this.findings = findings;
    }

    /** What was found of one bundle: entries and hashes may be fewer than its width. */
    private record Bundle(
            long n,
            int width,
            Optional<LogFile<byte[]>> entries,
            Optional<LogFile<Hash>> hashes,
            Optional<Segment> records) {

        String entriesName() {
            return entries.map(LogFile::name).orElse(LogPath.of(LogPath.ENTRIES, n, width));
        }

        String hashesName() {
            return hashes.map(LogFile::name).orElse(LogPath.of(LogPath.tiles(0), n, width));
        }

        String recordsName() {
            return LogPath.full(LogPath.RECORDS, n);
        }
    }

    /**
     * Verifies the leaves from {@code n * 256} on.
     *
     * @param last whether the checkpoint ends with them
     * @return the hashes of these leaves, those of the tile where it has them; fewer than the width if some are lost
     */
    List<Hash> verify(long n, int width, boolean last) throws IOException {
        Bundle bundle =
                new Bundle(n, width, log.entries(n, width), log.tile(0, n, width), Segment.read(log, n, findings));
        findMissingFiles(bundle);
        lost = 0;
        List<Hash> leaves = new ArrayList<>();
        for (int position = 0; position < width; position++) {
            Optional<Hash> leaf = verifyLeaf(bundle, position);
            if (leaf.isPresent() && leaves.size() == position) {
                leaves.add(leaf.get());
            }
        }
        if (lost > 0) {
            String what = lost + " records are missing from here on";
            findings.atLeaf(Verdict.INCOMPLETE, bundle.recordsName(), firstLost.orElseThrow(), what);
        }
        bundle.records().ifPresent(records -> findLeft(records, last));
        return leaves;
    }

    private void findMissingFiles(Bundle bundle) {
        long first = bundle.n() * LogPath.WIDTH;
        findMissing(bundle.entries(), bundle.entriesName(), first);
        findMissing(bundle.hashes(), bundle.hashesName(), first);
        if (bundle.records().isEmpty()) {
            findings.atLeaf(Verdict.INCOMPLETE, bundle.recordsName(), first, MISSING);
        }
    }

    private void findMissing(Optional<? extends LogFile<?>> file, String name, long first) {
        if (file.isEmpty()) {
            findings.atLeaf(Verdict.INCOMPLETE, name, first, MISSING);
            return;
        }
        long end = first + file.get().items().size();
        switch (file.get().end()) {
            case EXACT -> {}
            case EARLY -> findings.atLeaf(Verdict.INCOMPLETE, name, end, "the file ends before what its name says");
            case BROKEN -> findings.atLeaf(Verdict.TAMPERED, name, end, "the file does not end as its name says");
        }
    }

    /** The leaf's hash, from whatever is there. */
    private Optional<Hash> verifyLeaf(Bundle bundle, int position) {
        long index = bundle.n() * LogPath.WIDTH + position;
        Optional<byte[]> bytes = bundle.entries().flatMap(file -> at(file.items(), position));
        Optional<Hash> hash = bundle.hashes().flatMap(file -> at(file.items(), position));
        Optional<Leaf> entry = bytes.flatMap(BundleVerifier::parse);
        Optional<Leaf> record = bundle.records().flatMap(records -> records.take(position, entry, hash));
        entry.ifPresent(leaf -> verifyOffset(bundle, index, leaf.offset()));
        LeafComparison comparison = new LeafComparison(index, bytes, entry, hash, record);
        comparison
                .findings(bundle.entriesName(), bundle.hashesName(), bundle.recordsName())
                .forEach(findings::add);
        if (record.isEmpty() && entry.isPresent()) {
            bundle.records()
                    .filter(Segment::isReadable)
                    .ifPresent(records -> findLost(records, index, entry.get().offset()));
        }
        return hash.or(() -> bytes.map(TreeHash::leaf)).or(() -> record.map(Leaf::hash));
    }

    private void verifyOffset(Bundle bundle, long index, long offset) {
        if (offset <= lastOffset) {
            String what = "the offset does not rise: the one before is " + lastOffset;
            findings.add(new Finding(
                    Verdict.TAMPERED, bundle.entriesName(), OptionalLong.of(index), OptionalLong.of(offset), what));
        }
        lastOffset = offset;
    }

    /** A file can lose its end on the way; a record in the middle of it is taken out. */
    private void findLost(Segment records, long index, long offset) {
        if (records.goesOnBehind(offset)) {
            findings.add(new Finding(
                    Verdict.TAMPERED,
                    records.name(),
                    OptionalLong.of(index),
                    OptionalLong.of(offset),
                    "the record was taken out"));
        } else {
            firstLost = lost == 0 ? OptionalLong.of(index) : firstLost;
            lost++;
        }
    }

    private void findLeft(Segment records, boolean last) {
        List<Long> behind = new ArrayList<>();
        records.forEachLeft(offset -> {
            if (last && offset > lastOffset) {
                behind.add(offset);
            } else {
                findings.atOffset(Verdict.TAMPERED, records.name(), offset, "no entry stands for the record");
            }
        });
        if (!behind.isEmpty()) {
            String what = "records from here on are behind the checkpoint's end: " + behind.size();
            findings.atOffset(Verdict.INCOMPLETE, records.name(), behind.getFirst(), what);
        }
    }

    private static <T> Optional<T> at(List<T> items, int position) {
        return position < items.size() ? Optional.of(items.get(position)) : Optional.empty();
    }

    private static Optional<Leaf> parse(byte[] bytes) {
        try {
            return Optional.of(Leaf.parse(bytes));
        } catch (MalformedEntryException _) {
            return Optional.empty(); // LeafComparison says that these bytes are no leaf.
        }
    }
}
