package dev.writ.launcher.audit;

import dev.writ.launcher.audit.PublishedCheckpoints.Published;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogFile;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.log.LogWriter;
import dev.writ.proof.log.TileSubtrees;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.verify.Verdict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One log while it is written, and what published checkpoints say on it. */
final class ExportedLog implements Closeable {

    private final String origin;
    private final LogWriter writer;
    private final LogDirectory files;
    private final Optional<Published> latest;
    private final Optional<SignerKey> key;
    private final RootsBySize roots;
    private long agreed;
    private Optional<Published> contradicted = Optional.empty();

    private ExportedLog(
            String origin, LogWriter writer, LogDirectory files, Optional<Published> latest, Optional<SignerKey> key) {
        this.origin = origin;
        this.writer = writer;
        this.files = files;
        this.latest = latest;
        this.key = key;
        this.roots = new RootsBySize(this::leaves, new TileSubtrees(files));
    }

    /**
     * Begins a log.
     *
     * @param latest the largest checkpoint that was published before the reading began
     * @param key signs the log as it is; empty: the log ends where its latest checkpoint does
     * @throws FileAlreadyExistsException if the folder has files
     */
    static ExportedLog create(String origin, Path directory, Optional<Published> latest, Optional<SignerKey> key)
            throws IOException {
        return new ExportedLog(origin, LogWriter.create(directory), new LogDirectory(directory), latest, key);
    }

    /**
     * How an export of a log ended.
     *
     * @param checkpoint what stands in its folder; none if nothing was signed
     * @param what is wrong, in one line; empty if nothing is
     */
    record Ending(String origin, Optional<Checkpoint> checkpoint, Verdict verdict, String what) {}

    /** Writes the next record, unless the log ends before it. */
    void append(LoggedRecord record) throws IOException {
        boolean behind = key.isEmpty()
                && latest.filter(end -> size() >= end.checkpoint().size()).isPresent();
        if (!behind) {
            writer.append(record);
        }
    }

    /** All records are there. */
    void end() throws IOException {
        writer.end();
    }

    /** Compares the log with a checkpoint; one that was published behind its end says nothing on it. */
    void compare(Published published) throws IOException {
        long size = published.checkpoint().size();
        if (size > size()) {
            return;
        }
        if (rootAt(size).equals(published.checkpoint().root())) {
            agreed = Math.max(agreed, size);
        } else if (contradicted.isEmpty()
                || size < contradicted.get().checkpoint().size()) {
            contradicted = Optional.of(published);
        }
    }

    /** Gives the log its checkpoint: if one is not of this log, that one, so that whoever verifies it sees the same. */
    Ending finish() throws IOException {
        if (contradicted.isPresent()) {
            return finish(
                    contradicted.get(),
                    Verdict.TAMPERED,
                    contradiction(contradicted.get().checkpoint().size()));
        }
        if (latest.isPresent() && latest.get().checkpoint().size() > size()) {
            String what = "the log ends with " + size() + " records, and a checkpoint of "
                    + latest.get().checkpoint().size() + " was published";
            return finish(latest.get(), Verdict.INCOMPLETE, what);
        }
        if (key.isPresent()) {
            Checkpoint now = Checkpoint.of(origin, writer.frontier());
            writer.finish(now.signedBy(key.get()));
            return new Ending(origin, Optional.of(now), Verdict.INTACT, "");
        }
        if (latest.isPresent()) {
            return finish(latest.get(), Verdict.INTACT, "");
        }
        return size() == 0
                ? new Ending(origin, Optional.empty(), Verdict.INTACT, "")
                : new Ending(
                        origin,
                        Optional.empty(),
                        Verdict.INCOMPLETE,
                        "there is no checkpoint of its " + size() + " records");
    }

    private Ending finish(Published checkpoint, Verdict verdict, String what) throws IOException {
        writer.finish(checkpoint.note());
        return new Ending(origin, Optional.of(checkpoint.checkpoint()), verdict, what);
    }

    private String contradiction(long size) throws IOException {
        if (agreed >= size) {
            return "two histories were signed: a checkpoint of " + size + " records is not of this log, one of "
                    + agreed + " is";
        }
        return "among the leaves " + agreed + " to " + (size - 1) + ", offsets " + offsetOf(agreed) + " to "
                + offsetOf(size - 1) + ", is what was changed behind the checkpoint of " + size + " records";
    }

    private long offsetOf(long leaf) throws IOException {
        long n = leaf / LogPath.WIDTH;
        int width = (int) (leaf % LogPath.WIDTH) + 1;
        List<byte[]> leaves = files.entries(n, width)
                .map(LogFile::items)
                .orElseThrow(() -> new NoSuchFileException(LogPath.of(LogPath.ENTRIES, n, width)));
        return Leaf.parse(leaves.getLast()).offset();
    }

    private List<Hash> leaves(long bundle) throws IOException {
        int width = (int) Math.min(LogPath.WIDTH, size() - bundle * LogPath.WIDTH);
        return files.tile(0, bundle, width)
                .map(LogFile::items)
                .orElseThrow(() -> new NoSuchFileException(LogPath.of(LogPath.tiles(0), bundle, width)));
    }

    private Hash rootAt(long size) throws IOException {
        return size == size() ? writer.frontier().root() : roots.at(size);
    }

    private long size() {
        return writer.frontier().size();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
