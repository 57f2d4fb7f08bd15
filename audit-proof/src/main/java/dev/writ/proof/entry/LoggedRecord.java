package dev.writ.proof.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One record of a partition, as Kafka has it. The arrays are the caller's and are not copied.
 *
 * <p>Written, all numbers big endian: offset (8 bytes), timestamp (8), the key's length (4, -1 for null), the key, the
 * value's length (4, -1 for null), the value.
 */
public final class LoggedRecord {

    /** Bytes of a written record beside its key and value. */
    static final int FIXED_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private final long offset;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    /**
     * @param offset 0 or more
     * @param timestamp milliseconds since 1970, or -1 if the record has none
     */
    public LoggedRecord(long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset must not be negative: " + offset);
        }
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
    }

    /** Its offset in the partition. */
    public long offset() {
        return offset;
    }

    /** Milliseconds since 1970, or -1 if it has none. */
    public long timestamp() {
        return timestamp;
    }

    /** The key's bytes, if it has one. */
    public byte @Nullable [] key() {
        return key;
    }

    /** The value's bytes, if it has one. */
    public byte @Nullable [] value() {
        return value;
    }

    /** The record as it is written. */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES + length(key) + length(value));
        buffer.putLong(offset).putLong(timestamp);
        put(buffer, key);
        put(buffer, value);
        return buffer.array();
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws MalformedEntryException unless it is one written record and nothing more
     */
    public static LoggedRecord of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < FIXED_BYTES) {
            throw new MalformedEntryException("a record of " + bytes.length + " bytes");
        }
        long offset = buffer.getLong();
        long timestamp = buffer.getLong();
        byte[] key = part(buffer);
        byte[] value = part(buffer);
        if (buffer.hasRemaining() || offset < 0) {
            throw new MalformedEntryException("a record with an offset of " + offset + " and bytes behind its end");
        }
        return new LoggedRecord(offset, timestamp, key, value);
    }

    private static byte @Nullable [] part(ByteBuffer buffer) {
        int length = buffer.remaining() < Integer.BYTES ? Integer.MAX_VALUE : buffer.getInt();
        if (length < -1 || length > buffer.remaining()) {
            throw new MalformedEntryException("a record whose key or value has no true length");
        }
        if (length == -1) {
            return null;
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static int length(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }

    private static void put(ByteBuffer buffer, byte @Nullable [] part) {
        if (part == null) {
            buffer.putInt(-1);
        } else {
            buffer.putInt(part.length).put(part);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoggedRecord that
                && offset == that.offset
                && timestamp == that.timestamp
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset) * 31 + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "record at offset " + offset;
    }
}
