package dev.writ.gateway.push;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * How far a reader of pushes has got: what to read next of each partition, and the streams that have begun for it and not
 * ended. Text is base64url of variable-length integers. A client may make one up: it opens nothing, as every stream in it is
 * checked against its own start.
 *
 * @param told how many messages the reader was told, over all its connections
 * @param next the next offset of each partition
 * @param open the streams that have begun
 */
record PushCursor(long told, Map<TopicPartition, Long> next, List<OpenStream> open) {

    /** In this order in the text. */
    static final List<Topic<?>> TOPICS = List.of(Topics.TOKENS, Topics.CANVASES, Topics.DECISIONS);

    private static final int VERSION = 1;
    private static final int MOST = 4_096;
    private static final int LONGEST = 12_000;

    PushCursor {
        next = Map.copyOf(next);
        open = List.copyOf(open);
    }

    /** Whether the log still holds everything behind it. A compacted topic always holds what counts. */
    boolean isHeld(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        boolean within = next.entrySet().stream().allMatch(place -> {
            boolean compacted = place.getKey().topic().equals(Topics.CANVASES.name());
            return place.getValue() <= ends.getOrDefault(place.getKey(), -1L)
                    && (compacted || place.getValue() >= beginnings.getOrDefault(place.getKey(), 0L));
        });
        return within
                && open.stream()
                        .allMatch(stream -> stream.start() >= beginnings.getOrDefault(stream.place(), Long.MAX_VALUE));
    }

    /** A stream that has begun, and where its start is. */
    record OpenStream(String executionId, int partition, long start) {
        TopicPartition place() {
            return new TopicPartition(Topics.TOKENS.name(), partition);
        }
    }

    /** Reads a cursor; empty if it is none. */
    static Optional<PushCursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            DataInputStream in = new DataInputStream(
                    new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)));
            if (in.readUnsignedByte() != VERSION) {
                return Optional.empty();
            }
            long told = number(in);
            Map<TopicPartition, Long> next = new HashMap<>();
            for (Topic<?> topic : TOPICS) {
                int partitions = count(in);
                for (int partition = 0; partition < partitions; partition++) {
                    next.put(new TopicPartition(topic.name(), partition), number(in));
                }
            }
            List<OpenStream> open = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                open.add(new OpenStream(in.readUTF(), count(in), number(in)));
            }
            return in.available() > 0 ? Optional.empty() : Optional.of(new PushCursor(told, next, open));
        } catch (IOException | IllegalArgumentException _) { // Whatever it is, a client sent it.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            ByteUtils.writeVarlong(told, out);
            for (Topic<?> topic : TOPICS) {
                int partitions = 0;
                while (next.containsKey(new TopicPartition(topic.name(), partitions))) {
                    partitions++;
                }
                ByteUtils.writeVarlong(partitions, out);
                for (int partition = 0; partition < partitions; partition++) {
                    ByteUtils.writeVarlong(next.getOrDefault(new TopicPartition(topic.name(), partition), 0L), out);
                }
            }
            ByteUtils.writeVarlong(open.size(), out);
            for (OpenStream stream : open) {
                out.writeUTF(stream.executionId());
                ByteUtils.writeVarlong(stream.partition(), out);
                ByteUtils.writeVarlong(stream.start(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static int count(DataInputStream in) throws IOException {
        long count = number(in);
        if (count > MOST) {
            throw new EOFException("too many");
        }
        return (int) count;
    }

    private static long number(DataInputStream in) throws IOException {
        long number = ByteUtils.readVarlong(in);
        if (number < 0) {
            throw new EOFException("negative");
        }
        return number;
    }
}
