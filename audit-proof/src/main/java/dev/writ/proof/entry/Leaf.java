package dev.writ.proof.entry;

import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands for one record in the tree ("writ-leaf/1"). A record has exactly one leaf.
 *
 * <p>The bytes, all numbers big endian: the version 1 (1 byte), offset (8), timestamp in milliseconds (8), what the key is
 * (1: 0 null, 1 itself, 2 the SHA-256 of a key of more than 1,024 bytes), its length (2), its bytes, what the value is (1:
 * 0 null, 1 its SHA-256), and that hash (32). So a leaf has at most 1,078 bytes however large the record is, where
 * C2SP tlog-tiles ends at 65,535.
 */
public final class Leaf {

    private static final byte VERSION = 1;
    private static final byte NULL = 0;
    private static final byte ITSELF = 1;
    private static final byte VALUE_HASH = 1;
    private static final byte KEY_HASH = 2;
    private static final int LONGEST_KEY = 1024;
    /** Bytes in front of the key. */
    private static final int HEAD = 1 + 2 * Long.BYTES + 1 + Short.BYTES;

    private final long offset;
    private final long timestamp;
    private final byte keyIs;
    private final byte[] key;
    private final @Nullable Hash value;

    private Leaf(long offset, long timestamp, byte keyIs, byte[] key, @Nullable Hash value) {
        this.offset = offset;
        this.timestamp = timestamp;
        this.keyIs = keyIs;
        this.key = key;
        this.value = value;
    }

    /** The record's leaf. */
    public static Leaf of(LoggedRecord record) {
        byte[] value = record.value();
        return of(record, value == null ? null : Hash.sha256(value));
    }

    /**
     * The record's leaf, for those who need the hash of its value too.
     *
     * @param value the SHA-256 of the record's value; null if it has none
     */
    public static Leaf of(LoggedRecord record, @Nullable Hash value) {
        byte[] key = record.key();
        if (key == null) {
            return new Leaf(record.offset(), record.timestamp(), NULL, new byte[0], value);
        }
        if (key.length > LONGEST_KEY) {
            return new Leaf(
                    record.offset(),
                    record.timestamp(),
                    KEY_HASH,
                    Hash.sha256(key).bytes(),
                    value);
        }
        return new Leaf(record.offset(), record.timestamp(), ITSELF, key.clone(), value);
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws MalformedEntryException unless the bytes are those of some record's leaf
     */
    public static Leaf parse(byte[] bytes) {
        if (bytes.length <= HEAD) {
            throw new MalformedEntryException("a leaf of " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        long offset = buffer.getLong();
        long timestamp = buffer.getLong();
        byte keyIs = buffer.get();
        byte[] key = new byte[Math.min(Short.toUnsignedInt(buffer.getShort()), buffer.remaining())];
        buffer.get(key);
        byte valueIs = buffer.hasRemaining() ? buffer.get() : -1;
        Hash value = valueIs == VALUE_HASH && buffer.remaining() == Hash.BYTES ? Hash.from(buffer) : null;
        Leaf leaf = new Leaf(offset, timestamp, keyIs, key, value);
        if (version != VERSION || offset < 0 || !leaf.hasTrueKey() || !Arrays.equals(leaf.bytes(), bytes)) {
            throw new MalformedEntryException("bytes that are no leaf of a record");
        }
        return leaf;
    }

    private boolean hasTrueKey() {
        return switch (keyIs) {
            case NULL -> key.length == 0;
            case ITSELF -> key.length <= LONGEST_KEY;
            case KEY_HASH -> key.length == Hash.BYTES;
            default -> false;
        };
    }

    /** The record's offset in its partition. */
    public long offset() {
        return offset;
    }

    /** The data of the leaf, as it is hashed. */
    public byte[] bytes() {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.put(VERSION).putLong(offset).putLong(timestamp).put(keyIs).putShort((short) key.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD + key.length + 1 + Hash.BYTES);
        bytes.writeBytes(head.array());
        bytes.writeBytes(key);
        bytes.write(value == null ? NULL : VALUE_HASH);
        if (value != null) {
            bytes.writeBytes(value.bytes());
        }
        return bytes.toByteArray();
    }

    /** Its hash in the tree. */
    public Hash hash() {
        return TreeHash.leaf(bytes());
    }

    /** The fields in which another leaf differs, in words; none if they are equal. */
    public List<String> differences(Leaf other) {
        List<String> fields = new ArrayList<>();
        if (offset != other.offset) {
            fields.add("offset");
        }
        if (timestamp != other.timestamp) {
            fields.add("timestamp");
        }
        if (keyIs != other.keyIs || !Arrays.equals(key, other.key)) {
            fields.add("key");
        }
        if (!Objects.equals(value, other.value)) {
            fields.add("value");
        }
        return fields;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leaf that && differences(that).isEmpty();
    }

    @Override
    public int hashCode() {
        return Objects.hash(offset, timestamp, value);
    }

    @Override
    public String toString() {
        return "leaf of the record at offset " + offset;
    }
}
