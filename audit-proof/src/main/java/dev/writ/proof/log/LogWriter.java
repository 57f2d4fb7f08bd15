package dev.writ.proof.log;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log into a folder, record by record. Remembers the leaves of one bundle and some hashes, whatever the log's
 * size. What was written without {@link #finish} has no checkpoint and verifies as incomplete.
 */
public final class LogWriter implements Closeable {

    private final Path directory;
    private final Tiles tiles = new Tiles(this::writeTile);
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private Frontier frontier = Frontier.EMPTY;
    private long lastOffset = -1;
    private @Nullable DataOutputStream segment;
    private boolean ended;

    private LogWriter(Path directory) {
        this.directory = directory;
    }

    /**
     * A writer of a new log.
     *
     * @param directory made if it is not there
     * @throws FileAlreadyExistsException if the folder has files
     */
    public static LogWriter create(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            if (files.iterator().hasNext()) {
                throw new FileAlreadyExistsException(directory.toString(), null, "a log needs a folder without files");
            }
        }
        return new LogWriter(directory);
    }

    /**
     * Writes the next record.
     *
     * @throws IllegalArgumentException if its offset is not larger than the last one's
     * @throws IllegalStateException if the log has ended
     */
    public void append(LoggedRecord record) throws IOException {
        if (ended) {
            throw new IllegalStateException("a record came behind the log's end");
        }
        if (record.offset() <= lastOffset) {
            throw new IllegalArgumentException("offset " + record.offset() + " came behind " + lastOffset);
        }
        lastOffset = record.offset();
        writeRecord(record);
        Leaf leaf = Leaf.of(record);
        byte[] bytes = leaf.bytes();
        bundle.write(bytes.length >>> Byte.SIZE);
        bundle.write(bytes.length);
        bundle.writeBytes(bytes);
        Hash hash = leaf.hash();
        frontier = frontier.append(hash);
        tiles.append(hash);
        if (frontier.size() % LogPath.WIDTH == 0) {
            endBundle(LogPath.WIDTH);
        }
    }

    /** The tree over what was written so far. */
    public Frontier frontier() {
        return frontier;
    }

    /** Writes what is left, after which all of the log but its checkpoint can be read; no record may come behind. */
    public void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        int rest = (int) (frontier.size() % LogPath.WIDTH);
        if (rest > 0) {
            endBundle(rest);
        }
        tiles.finish();
    }

    /**
     * Writes what is left, and the checkpoint just as it is given. Whether it is the checkpoint of these records is for
     * those to say who verify: a log that differs from what was signed is evidence, and is not kept from them.
     */
    public void finish(SignedNote checkpoint) throws IOException {
        end();
        write(LogPath.CHECKPOINT, checkpoint.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }

    private void writeRecord(LoggedRecord record) throws IOException {
        DataOutputStream open = segment;
        if (open == null) {
            open = RecordSegment.create(fresh(LogPath.full(LogPath.RECORDS, frontier.size() / LogPath.WIDTH)));
            segment = open;
        }
        byte[] bytes = record.bytes();
        open.writeInt(bytes.length);
        open.write(bytes);
    }

    /** The records and leaves of one bundle are all there; {@code width} says how many. */
    private void endBundle(int width) throws IOException {
        write(LogPath.of(LogPath.ENTRIES, (frontier.size() - 1) / LogPath.WIDTH, width), bundle.toByteArray());
        bundle.reset();
        close();
        segment = null;
    }

    private void writeTile(int level, long n, List<Hash> hashes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.BYTES);
        hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
        write(LogPath.of(LogPath.tiles(level), n, hashes.size()), bytes.toByteArray());
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(fresh(name), bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Path fresh(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }
}
