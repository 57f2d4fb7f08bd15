package dev.writ.proof.prove;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogFile;
import dev.writ.proof.log.LogPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalLong;

/** Finds the leaf of an offset in a log whose offsets rise, in a few bundles out of any number. */
public final class OffsetSearch {

    private final LogDirectory log;
    private final long size;

    /**
     * A search in a log's first leaves.
     *
     * @param size how many leaves there are, by the checkpoint
     */
    public OffsetSearch(LogDirectory log, long size) {
        this.log = log;
        this.size = size;
    }

    /**
     * The index of the leaf; none if the log has no record at this offset.
     *
     * @throws NoSuchFileException if a bundle is missing on the way
     * @throws MalformedEntryException if an entry on the way is no leaf
     */
    public OptionalLong leafOf(long offset) throws IOException {
        long low = 0;
        long high = (size + LogPath.WIDTH - 1) / LogPath.WIDTH;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (Leaf.parse(bundle(middle).getFirst()).offset() <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high == 0 ? OptionalLong.empty() : within(low, offset);
    }

    private OptionalLong within(long n, long offset) throws IOException {
        List<byte[]> entries = bundle(n);
        for (int position = 0; position < entries.size(); position++) {
            if (Leaf.parse(entries.get(position)).offset() == offset) {
                return OptionalLong.of(n * LogPath.WIDTH + position);
            }
        }
        return OptionalLong.empty();
    }

    private List<byte[]> bundle(long n) throws IOException {
        int width = (int) Math.min(LogPath.WIDTH, size - n * LogPath.WIDTH);
        return log.entries(n, width)
                .map(LogFile::items)
                .filter(entries -> !entries.isEmpty())
                .orElseThrow(() -> new NoSuchFileException(LogPath.of(LogPath.ENTRIES, n, width)));
    }
}
