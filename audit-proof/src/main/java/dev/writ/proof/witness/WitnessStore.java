package dev.writ.proof.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint of each log, each in a file named by the SHA-256 of its origin. A file is replaced as a whole, and
 * has reached the disk before {@link #put} returns. One process at a time holds the folder.
 */
public final class WitnessStore implements Closeable {

    private final Path folder;
    private final FileChannel lock;

    private WitnessStore(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes hold of a folder.
     *
     * @param folder made if it is not there
     * @throws IOException if it cannot be written, or another witness holds it
     */
    public static WitnessStore open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(lock) == null) {
            lock.close();
            throw new IOException("another witness holds " + folder);
        }
        return new WitnessStore(folder, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // This process holds it already.
        }
    }

    /**
     * The last checkpoint of a log, with its signatures.
     *
     * @throws IOException if the file is there and is not what {@link #put} wrote
     */
    public Optional<SignedNote> last(String origin) throws IOException {
        Path file = fileOf(origin);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(Files.readAllBytes(file));
            if (Checkpoint.in(note).origin().equals(origin)) {
                return Optional.of(note);
            }
        } catch (NoteRefusedException e) {
            throw new IOException(file + " is no checkpoint", e);
        }
        throw new IOException(file + " is the checkpoint of another log than " + origin);
    }

    /** Remembers a checkpoint as the last one of its log. */
    public void put(SignedNote checkpoint) throws IOException {
        Path file = fileOf(Checkpoint.in(checkpoint).origin());
        DurableFile.replace(file, checkpoint.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Path fileOf(String origin) {
        Hash name = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(name.bytes()));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
