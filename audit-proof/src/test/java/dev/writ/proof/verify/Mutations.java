package dev.writ.proof.verify;

import static dev.writ.proof.verify.Verdict.INCOMPLETE;
import static dev.writ.proof.verify.Verdict.INTACT;
import static dev.writ.proof.verify.Verdict.TAMPERED;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.SampleLog;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What can be done to a log of 700 records, and what has to be found. */
final class Mutations {

    static final int SIZE = 700;

    private static final SignerKey STRANGER = SignerKey.of("audit.example.com/prod", KeyType.ED25519, new byte[32]);

    private Mutations() {}

    /**
     * One of them.
     *
     * @param name what is done
     * @param act to the log's folder
     * @param verdict of the log
     * @param findings how the lines of the findings begin, in their order; three dots stand for any more
     */
    record Mutation(String name, Act act, Verdict verdict, List<String> findings) {

        Mutation(String name, Act act, Verdict verdict, String... findings) {
            this(name, act, verdict, List.of(findings));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Something done to a log's folder. */
    interface Act {
        void on(Path log) throws IOException;
    }

    static Stream<Mutation> all() {
        return Stream.of(inRecords(), inEntries(), inTiles(), inTheCheckpoint(), ofTheWhole())
                .flatMap(mutations -> mutations);
    }

    private static Stream<Mutation> inRecords() {
        return Stream.of(
                new Mutation(
                        "flip a byte of a value",
                        log -> Tampering.replace(log.resolve("records/001"), "event-00300", "event-0030p"),
                        TAMPERED,
                        "TAMPERED records/001, leaf 300, offset 600: the record differs from what was logged: value"),
                new Mutation(
                        "change policy_version",
                        log -> Tampering.replace(
                                log.resolve("records/001"),
                                "event-00300\",\"policy_version\":7",
                                "event-00300\",\"policy_version\":8"),
                        TAMPERED,
                        "TAMPERED records/001, leaf 300, offset 600: the record differs from what was logged: value"),
                new Mutation(
                        "swap two values",
                        log -> Tampering.records(log, 1, Mutations::swapValues),
                        TAMPERED,
                        "TAMPERED records/001, leaf 256, offset 512: the record differs from what was logged: value",
                        "TAMPERED records/001, leaf 257, offset 514: the record differs from what was logged: value"),
                new Mutation(
                        "change a timestamp and a key",
                        log -> Tampering.records(
                                log,
                                1,
                                records -> with(
                                        records,
                                        44,
                                        new LoggedRecord(
                                                600, 1, null, records.get(44).value()))),
                        TAMPERED,
                        "TAMPERED records/001, leaf 300, offset 600: the record differs from what was logged: timestamp, key"),
                new Mutation(
                        "take the value away",
                        log -> Tampering.records(
                                log,
                                1,
                                records -> with(
                                        records,
                                        44,
                                        new LoggedRecord(
                                                600,
                                                records.get(44).timestamp(),
                                                records.get(44).key(),
                                                null))),
                        TAMPERED,
                        "TAMPERED records/001, leaf 300, offset 600: the record differs from what was logged: value"),
                new Mutation(
                        "delete a record",
                        log -> Tampering.records(log, 1, records -> without(records, 44)),
                        TAMPERED,
                        "TAMPERED records/001, leaf 300, offset 600: the record was taken out"),
                new Mutation(
                        "insert a record",
                        log -> Tampering.records(
                                log, 1, records -> inserted(records, 45, new LoggedRecord(601, 1, null, null))),
                        TAMPERED,
                        "TAMPERED records/001, offset 601: no entry stands for the record"),
                new Mutation(
                        "insert a record twice",
                        log -> Tampering.records(log, 1, records -> inserted(records, 45, records.get(44))),
                        TAMPERED,
                        "TAMPERED records/001, offset 600: the record stands behind the one at offset 600",
                        "TAMPERED records/001, offset 600: no entry stands for the record"),
                new Mutation(
                        "insert a record at the end",
                        log -> Tampering.records(
                                log, 2, records -> inserted(records, 188, new LoggedRecord(9999, 1, null, null))),
                        INCOMPLETE,
                        "INCOMPLETE records/002, offset 9999: records from here on are behind the checkpoint's end: 1"),
                new Mutation(
                        "swap two records",
                        log -> Tampering.records(log, 1, Mutations::swap),
                        TAMPERED,
                        "TAMPERED records/001, offset 512: the record stands behind the one at offset 514"),
                new Mutation(
                        "truncate the end",
                        log -> Tampering.records(log, 2, records -> records.subList(0, 180)),
                        INCOMPLETE,
                        "INCOMPLETE records/002, leaf 692: 8 records are missing from here on"),
                new Mutation(
                        "truncate the end inside a record",
                        log -> Tampering.cut(log.resolve("records/002"), 10),
                        TAMPERED,
                        "TAMPERED records/002, leaf 699: a segment that ends inside a record"),
                new Mutation(
                        "replace a segment by another",
                        log -> Files.write(log.resolve("records/001"), Files.readAllBytes(log.resolve("records/002"))),
                        TAMPERED,
                        "TAMPERED records/001, leaf 256, offset 512: the record was taken out",
                        "..."),
                new Mutation(
                        "delete a segment",
                        log -> Files.delete(log.resolve("records/001")),
                        INCOMPLETE,
                        "INCOMPLETE records/001, leaf 256: it is missing"));
    }

    private static Stream<Mutation> inEntries() {
        return Stream.of(
                new Mutation(
                        "flip a byte of an entry",
                        log -> Tampering.entries(log, 1, entries -> {
                            entries.get(44)[16] = 1;
                            return entries;
                        }),
                        TAMPERED,
                        "TAMPERED tile/entries/001, leaf 300, offset 600: the entry differs from its record and its hash: timestamp"),
                new Mutation(
                        "make an entry no leaf",
                        log -> Tampering.entries(log, 1, entries -> {
                            entries.get(44)[0] = 9;
                            return entries;
                        }),
                        TAMPERED,
                        "TAMPERED tile/entries/001, leaf 300, offset 600: the entry is no leaf of a record",
                        "TAMPERED tile/entries/001, leaf 300, offset 600: the entry differs from its record and its hash"),
                new Mutation(
                        "flip a byte of an entry's length",
                        log -> Tampering.flip(log.resolve("tile/entries/001"), 0),
                        TAMPERED,
                        "TAMPERED tile/entries/001, leaf ",
                        "..."),
                new Mutation(
                        "change policy_version and the entry with it",
                        log -> {
                            Tampering.records(log, 1, records -> with(records, 44, changed(300)));
                            Tampering.entries(
                                    log,
                                    1,
                                    entries -> with(
                                            entries, 44, Leaf.of(changed(300)).bytes()));
                        },
                        TAMPERED,
                        "TAMPERED tile/0/001, leaf 300, offset 600: the hash differs from what it stands for"),
                new Mutation(
                        "swap two records and their entries",
                        log -> {
                            Tampering.records(log, 1, Mutations::swap);
                            Tampering.entries(log, 1, Mutations::swap);
                        },
                        TAMPERED,
                        "TAMPERED records/001, offset 512: the record stands behind the one at offset 514",
                        "TAMPERED tile/0/001, leaf 256",
                        "TAMPERED tile/entries/001, leaf 257, offset 512: the offset does not rise",
                        "TAMPERED tile/0/001, leaf 257"),
                new Mutation(
                        "delete a bundle",
                        log -> Files.delete(log.resolve("tile/entries/001")),
                        INCOMPLETE,
                        "INCOMPLETE tile/entries/001, leaf 256: it is missing"),
                new Mutation(
                        "add bytes to a bundle",
                        log -> Tampering.cut(log.resolve("tile/entries/001"), -2),
                        TAMPERED,
                        "TAMPERED tile/entries/001, leaf 512: the file does not end as its name says"));
    }

    private static Stream<Mutation> inTiles() {
        return Stream.of(
                new Mutation(
                        "flip a byte of a leaf's hash",
                        log -> Tampering.flip(log.resolve("tile/0/001"), 44 * 32),
                        TAMPERED,
                        "TAMPERED tile/0/001, leaf 300, offset 600: the hash differs from what it stands for",
                        "TAMPERED tile/1/000.p/2, leaf 256: the hash differs from the tree over the leaves 256 to 511",
                        "TAMPERED checkpoint: the tree over the 700 leaves has the root"),
                new Mutation(
                        "flip a byte of a subtree's hash",
                        log -> Tampering.flip(log.resolve("tile/1/000.p/2"), 32),
                        TAMPERED,
                        "TAMPERED tile/1/000.p/2, leaf 256: the hash differs from the tree over the leaves 256 to 511"),
                new Mutation(
                        "cut a tile",
                        log -> Tampering.cut(log.resolve("tile/0/002.p/188"), 32),
                        INCOMPLETE,
                        "INCOMPLETE tile/0/002.p/188, leaf 699: the file ends before what its name says"),
                new Mutation(
                        "delete a tile of leaves",
                        log -> Files.delete(log.resolve("tile/0/001")),
                        INCOMPLETE,
                        "INCOMPLETE tile/0/001, leaf 256: it is missing"),
                new Mutation(
                        "delete a tile of subtrees",
                        log -> Files.delete(log.resolve("tile/1/000.p/2")),
                        INCOMPLETE,
                        "INCOMPLETE tile/1/000.p/2, leaf 0: it is missing"));
    }

    private static Stream<Mutation> inTheCheckpoint() {
        String wrongSignature = "TAMPERED checkpoint: the signature of audit.example.com/prod does not verify";
        return Stream.of(
                new Mutation(
                        "edit the size",
                        log -> Tampering.replace(log.resolve("checkpoint"), "\n700\n", "\n701\n"),
                        TAMPERED,
                        wrongSignature,
                        "INCOMPLETE tile/entries/002.p/189, leaf 512: it is missing",
                        "INCOMPLETE tile/0/002.p/189, leaf 512: it is missing"),
                new Mutation(
                        "edit the origin",
                        log -> Tampering.replace(log.resolve("checkpoint"), "writ.audit/3", "writ.audit/4"),
                        TAMPERED,
                        wrongSignature),
                new Mutation(
                        "edit the root",
                        log -> Tampering.replace(log.resolve("checkpoint"), "\n700\n", "\n700\nAA"),
                        TAMPERED,
                        "TAMPERED checkpoint: a checkpoint's second line must be a size and its third a hash"),
                new Mutation(
                        "add a line",
                        log -> Tampering.replace(log.resolve("checkpoint"), "=\n\n", "=\nextension\n\n"),
                        TAMPERED,
                        wrongSignature),
                new Mutation(
                        "remove the signature",
                        log -> {
                            String note = Files.readString(log.resolve("checkpoint"));
                            Files.writeString(log.resolve("checkpoint"), note.substring(0, note.indexOf("\u2014")));
                        },
                        TAMPERED,
                        "TAMPERED checkpoint: a note must have 1 to 100 signatures"),
                new Mutation(
                        "sign again with another key of the same name",
                        log -> Files.writeString(log.resolve("checkpoint"), signed(SampleLog.records(SIZE), STRANGER)),
                        TAMPERED,
                        "TAMPERED checkpoint: no known key signed it; its signatures are of audit.example.com/prod"),
                new Mutation(
                        "delete the checkpoint",
                        log -> Files.delete(log.resolve("checkpoint")),
                        INCOMPLETE,
                        "INCOMPLETE checkpoint: it is missing, so that nothing is proven"),
                new Mutation(
                        "put an older checkpoint in its place",
                        log -> Files.writeString(
                                log.resolve("checkpoint"), signed(SampleLog.records(500), SampleLog.OPERATOR)),
                        INCOMPLETE,
                        "INCOMPLETE records/001, offset 1000: records from here on are behind the checkpoint's end: 12",
                        "INCOMPLETE records, leaf 500: there are records behind the checkpoint's end"));
    }

    private static Stream<Mutation> ofTheWhole() {
        return Stream.of(
                new Mutation(
                        "change policy_version and write everything anew under the old checkpoint",
                        log -> rewrite(log, with(SampleLog.records(SIZE), 300, changed(300))),
                        TAMPERED,
                        "TAMPERED checkpoint: the tree over the 700 leaves has the root"),
                new Mutation(
                        "delete a record and write everything anew under the old checkpoint",
                        log -> rewrite(log, without(SampleLog.records(SIZE), 300)),
                        INCOMPLETE,
                        "INCOMPLETE tile/entries/002.p/188, leaf 512: it is missing",
                        "INCOMPLETE tile/0/002.p/188, leaf 512: it is missing"),
                new Mutation(
                        "insert a record and write everything anew under the old checkpoint",
                        log -> rewrite(
                                log, inserted(SampleLog.records(SIZE), 301, new LoggedRecord(601, 1, null, null))),
                        TAMPERED,
                        "INCOMPLETE records/002, offset 1398: records from here on are behind the checkpoint's end: 1",
                        "TAMPERED checkpoint: the tree over the 700 leaves has the root"),
                new Mutation("do nothing", log -> {}, INTACT));
    }

    static LoggedRecord changed(int i) {
        LoggedRecord record = SampleLog.record(i);
        String value = "{\"event\":\"event-%05d\",\"policy_version\":8}".formatted(i);
        return new LoggedRecord(
                record.offset(), record.timestamp(), record.key(), value.getBytes(StandardCharsets.UTF_8));
    }

    private static void rewrite(Path log, List<LoggedRecord> records) throws IOException {
        byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
        Tampering.delete(log);
        SampleLog.write(log, records);
        Files.write(log.resolve("checkpoint"), checkpoint);
    }

    private static String signed(List<LoggedRecord> records, SignerKey key) {
        return Checkpoint.of(SampleLog.ORIGIN, tree(records)).signedBy(key).toString();
    }

    static Frontier tree(List<LoggedRecord> records) {
        Frontier frontier = Frontier.EMPTY;
        for (LoggedRecord record : records) {
            frontier = frontier.append(Leaf.of(record).hash());
        }
        return frontier;
    }

    private static <T> List<T> swap(List<T> all) {
        Collections.swap(all, 0, 1);
        return all;
    }

    private static List<LoggedRecord> swapValues(List<LoggedRecord> records) {
        LoggedRecord one = records.get(0);
        LoggedRecord other = records.get(1);
        records.set(0, new LoggedRecord(one.offset(), one.timestamp(), one.key(), other.value()));
        records.set(1, new LoggedRecord(other.offset(), other.timestamp(), other.key(), one.value()));
        return records;
    }

    static <T> List<T> with(List<T> all, int at, T other) {
        List<T> changed = new ArrayList<>(all);
        changed.set(at, other);
        return changed;
    }

    private static <T> List<T> without(List<T> all, int at) {
        List<T> changed = new ArrayList<>(all);
        changed.remove(at);
        return changed;
    }

    private static <T> List<T> inserted(List<T> all, int at, T another) {
        List<T> changed = new ArrayList<>(all);
        changed.add(at, another);
        return changed;
    }
}
