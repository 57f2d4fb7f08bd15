package dev.writ.proof.verify;

import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.RecordSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What somebody with write access to an exported log can do to it. */
final class Tampering {

    private Tampering() {}

    /** Puts a text in the place of another, as often as it stands there. */
    static void replace(Path file, String old, String fresh) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(old + " is not in " + file);
        }
        Files.writeString(file, text.replace(old, fresh), StandardCharsets.ISO_8859_1);
    }

    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] = (byte) (bytes[at] ^ 1);
        Files.write(file, bytes);
    }

    /** Cuts bytes off the end, or adds zeros if there are less than none. */
    static void cut(Path file, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - bytes));
    }

    /** Rewrites the records of a bundle as the segment's format wants them. */
    static void records(Path log, long n, UnaryOperator<List<LoggedRecord>> change) throws IOException {
        List<LoggedRecord> records = new ArrayList<>();
        try (RecordSegment segment = new LogDirectory(log).records(n).orElseThrow()) {
            segment.readHead();
            Optional<LoggedRecord> next = segment.next();
            while (next.isPresent()) {
                records.add(next.get());
                next = segment.next();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("writ-records/1\n".getBytes(StandardCharsets.US_ASCII));
        for (LoggedRecord record : change.apply(records)) {
            bytes.writeBytes(
                    ByteBuffer.allocate(4).putInt(record.bytes().length).array());
            bytes.writeBytes(record.bytes());
        }
        Files.write(log.resolve("records/%03d".formatted(n)), bytes.toByteArray());
    }

    /** Rewrites the entries of a full bundle. */
    static void entries(Path log, long n, UnaryOperator<List<byte[]>> change) throws IOException {
        List<byte[]> entries = new ArrayList<>(
                new LogDirectory(log).entries(n, 256).orElseThrow().items());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : change.apply(entries)) {
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) entry.length).array());
            bytes.writeBytes(entry);
        }
        Files.write(log.resolve("tile/entries/%03d".formatted(n)), bytes.toByteArray());
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(Tampering::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
