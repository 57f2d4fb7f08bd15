package dev.writ.proof.log;

import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.entry.MalformedEntryException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The records of one bundle, read one at a time. */
public final class RecordSegment implements Closeable {

    private static final byte[] HEAD = "writ-records/1\n".getBytes(StandardCharsets.US_ASCII);

    private final DataInputStream in;
    private long left;

    private RecordSegment(DataInputStream in, long left) {
        this.in = in;
        this.left = left;
    }

    static DataOutputStream create(Path file) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        out.write(HEAD);
        return out;
    }

    static RecordSegment open(Path file) throws IOException {
        return new RecordSegment(
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file))), Files.size(file));
    }

    /**
     * Reads the line that a segment begins with.
     *
     * @throws MalformedEntryException unless the segment begins as one
     */
    public void readHead() throws IOException {
        if (!Arrays.equals(take(Math.min(left, HEAD.length)), HEAD)) {
            throw new MalformedEntryException("a segment that does not begin with the line writ-records/1");
        }
    }

    /**
     * The next record; none at the end.
     *
     * @throws MalformedEntryException if what follows is no record; nothing more can be read then
     */
    public Optional<LoggedRecord> next() throws IOException {
        if (left == 0) {
            return Optional.empty();
        }
        if (left < Integer.BYTES) {
            throw new MalformedEntryException("a segment that ends inside a record");
        }
        int length = in.readInt();
        left -= Integer.BYTES;
        if (length < 0 || length > left) {
            throw new MalformedEntryException("a segment that ends inside a record");
        }
        return Optional.of(LoggedRecord.of(take(length)));
    }

    private byte[] take(long length) throws IOException {
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        left -= length;
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
