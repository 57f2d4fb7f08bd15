package dev.writ.local.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.local.LocalClusterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registry knows, as a file of JSON lines that only grows; an entry that was appended is on disk. */
final class RegistryLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One line: a registration, or else a compatibility level.
     *
     * @param registration a new version
     * @param subject of the level; null: of all subjects without one
     * @param compatibility the level; null: the subject's own level is taken away
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @Nullable Registration registration,
            @Nullable String subject,
            @Nullable Compatibility compatibility) {}

    private final FileChannel channel;
    private final List<Entry> entries;

    private RegistryLog(FileChannel channel, List<Entry> entries) {
        this.channel = channel;
        this.entries = entries;
    }

    /**
     * Opens the file, and cuts off a last line that a crash left unfinished.
     *
     * @throws LocalClusterException if the file holds anything else
     */
    static RegistryLog open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            channel.truncate(end).position(end);
            String whole = new String(bytes, 0, end, StandardCharsets.UTF_8);
            List<Entry> entries = new ArrayList<>();
            for (String line : whole.lines().toList()) {
                entries.add(JSON.readValue(line, Entry.class));
            }
            return new RegistryLog(channel, entries);
        } catch (IOException e) {
            throw new LocalClusterException("The schema registry cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    /** What the file held when it was opened, oldest first. */
    List<Entry> entries() {
        return entries;
    }

    /** Adds a line; back only when it is on disk. One that cannot be written whole is taken back. */
    void append(Entry entry) {
        try {
            ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            write(line);
        } catch (IOException e) {
            throw new LocalClusterException("The schema registry cannot write its file: " + e.getMessage(), e);
        }
    }

    private void write(ByteBuffer line) throws IOException {
        long before = channel.position();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalClusterException("The schema registry cannot close its file: " + e.getMessage(), e);
        }
    }
}
