package dev.writ.proof.log;

import dev.writ.proof.merkle.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads the files of one log. Believes nothing: what the files say is for the caller to check. */
public final class LogDirectory {

    private static final Pattern PARTIAL = Pattern.compile("[1-9][0-9]{0,2}");

    private final Path directory;

    /** @param directory with the files of one log; they are read when they are asked for */
    public LogDirectory(Path directory) {
        this.directory = directory;
    }

    /** The folder itself if it is that of a log, else those of the logs in it, by name. */
    public static List<Path> logsIn(Path directory) throws IOException {
        if (new LogDirectory(directory).isLog()) {
            return List.of(directory);
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> new LogDirectory(folder).isLog())
                    .sorted()
                    .toList();
        }
    }

    /** Whether the folder looks like that of a log. */
    public boolean isLog() {
        return Stream.of(LogPath.CHECKPOINT, "tile", LogPath.RECORDS)
                .anyMatch(name -> Files.exists(directory.resolve(name)));
    }

    /** The checkpoint's bytes, if it is there. */
    public Optional<byte[]> checkpoint() throws IOException {
        Path file = directory.resolve(LogPath.CHECKPOINT);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** A tile that has as many hashes as are asked for, by its name; none if there is no such file. */
    public Optional<LogFile<Hash>> tile(int level, long n, int width) throws IOException {
        String kind = LogPath.tiles(level);
        int promised = widthOf(kind, n, width);
        if (promised == 0) {
            return Optional.empty();
        }
        String name = LogPath.of(kind, n, promised);
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name)));
        List<Hash> hashes = new ArrayList<>();
        while (hashes.size() < promised && buffer.remaining() >= Hash.BYTES) {
            hashes.add(Hash.from(buffer));
        }
        return Optional.of(LogFile.of(name, hashes, promised, width, buffer.hasRemaining()));
    }

    /** A bundle that has as many leaves as are asked for, by its name; none if there is no such file. */
    public Optional<LogFile<byte[]>> entries(long n, int width) throws IOException {
        int promised = widthOf(LogPath.ENTRIES, n, width);
        if (promised == 0) {
            return Optional.empty();
        }
        String name = LogPath.of(LogPath.ENTRIES, n, promised);
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name)));
        List<byte[]> leaves = new ArrayList<>();
        int next = lengthOfNext(buffer);
        while (leaves.size() < promised && next >= 0) {
            byte[] leaf = new byte[next];
            buffer.getShort();
            buffer.get(leaf);
            leaves.add(leaf);
            next = lengthOfNext(buffer);
        }
        return Optional.of(LogFile.of(name, leaves, promised, width, buffer.hasRemaining()));
    }

    /** -1 unless a whole leaf follows. */
    private static int lengthOfNext(ByteBuffer buffer) {
        if (buffer.remaining() < Short.BYTES) {
            return -1;
        }
        int length = Short.toUnsignedInt(buffer.getShort(buffer.position()));
        return length > buffer.remaining() - Short.BYTES ? -1 : length;
    }

    /** The records of a bundle, which the caller closes; none if there is no such file. */
    public Optional<RecordSegment> records(long n) throws IOException {
        Path file = directory.resolve(LogPath.full(LogPath.RECORDS, n));
        return Files.exists(file) ? Optional.of(RecordSegment.open(file)) : Optional.empty();
    }

    /** How many bundles there are if none is missing: one more than the largest number that a bundle, tile or segment has. */
    public long bundles() throws IOException {
        long most = 0;
        for (String kind : List.of(LogPath.ENTRIES, LogPath.tiles(0), LogPath.RECORDS)) {
            Path folder = directory.resolve(kind);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    most = Math.max(most, numbers(folder, files).max().orElse(-1) + 1);
                }
            }
        }
        return most;
    }

    private static LongStream numbers(Path folder, Stream<Path> files) {
        return files.filter(Files::isRegularFile)
                .map(file -> LogPath.number(folder.relativize(file)))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong);
    }

    /** How many leaves the widest bundle with a number has by its name; 0 if there is none. */
    public int widthOfBundle(long n) throws IOException {
        return exists(LogPath.ENTRIES, n, LogPath.WIDTH) ? LogPath.WIDTH : widestPartial(LogPath.ENTRIES, n);
    }

    /** How many items a file with at least that many has by its name; 0 if there is none. */
    private int widthOf(String kind, long n, int width) throws IOException {
        return IntStream.of(width, LogPath.WIDTH, widestPartial(kind, n))
                .filter(each -> each >= width && exists(kind, n, each))
                .findFirst()
                .orElse(0);
    }

    private boolean exists(String kind, long n, int width) {
        return Files.isRegularFile(directory.resolve(LogPath.of(kind, n, width)));
    }

    private int widestPartial(String kind, long n) throws IOException {
        Path folder = directory.resolve(LogPath.full(kind, n) + ".p");
        int widest = 0;
        if (!Files.isDirectory(folder)) {
            return widest;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (PARTIAL.matcher(name).matches() && Integer.parseInt(name) < LogPath.WIDTH) {
                    widest = Math.max(widest, Integer.parseInt(name));
                }
            }
        }
        return widest;
    }
}
