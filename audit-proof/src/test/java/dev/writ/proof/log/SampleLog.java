package dev.writ.proof.log;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A log whose record {@code i} is at offset {@code 2 * i}, as transactions leave gaps. */
public final class SampleLog {

    /** Its partition's origin. */
    public static final String ORIGIN = "audit.example.com/prod/writ.audit/3";

    /** Whose log it is. */
    public static final SignerKey OPERATOR = SignerKey.of(
            "audit.example.com/prod",
            KeyType.ED25519,
            "operator's-seed-of-32-bytes-here".getBytes(StandardCharsets.UTF_8));

    private SampleLog() {}

    /** The first records. */
    public static List<LoggedRecord> records(int count) {
        return IntStream.range(0, count).mapToObj(SampleLog::record).toList();
    }

    /** The record of leaf {@code i}. */
    public static LoggedRecord record(int i) {
        String value = "{\"event\":\"event-%05d\",\"policy_version\":7}".formatted(i);
        byte[] key = ("execution-" + i % 50).getBytes(StandardCharsets.UTF_8);
        return new LoggedRecord(2L * i, 1_760_000_000_000L + i, key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes them with a checkpoint that the operator signed, and returns it. */
    public static SignedNote write(Path directory, List<LoggedRecord> records) throws IOException {
        return write(directory, records, OPERATOR);
    }

    /** Writes them with a checkpoint that the given key signed, and returns it. */
    public static SignedNote write(Path directory, List<LoggedRecord> records, SignerKey key) throws IOException {
        try (LogWriter writer = LogWriter.create(directory)) {
            for (LoggedRecord record : records) {
                writer.append(record);
            }
            SignedNote checkpoint = Checkpoint.of(ORIGIN, writer.frontier()).signedBy(key);
            writer.finish(checkpoint);
            return checkpoint;
        }
    }
}
