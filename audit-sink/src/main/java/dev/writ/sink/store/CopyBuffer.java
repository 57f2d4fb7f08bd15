package dev.writ.sink.store;

import dev.writ.sink.rows.Column;
import dev.writ.sink.rows.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.util.ByteConverter;

/**
 * Rows in COPY's binary format: values as the server sends and receives them, which need no escapes and no parsing. It is the beginning
 * of the file, the rows one after another, and its end. Not safe for use by several threads.
 */
final class CopyBuffer {

    /** PGCOPY and what shows a file that was changed on its way, no flags, no extension. */
    private static final byte[] BEGIN = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int END = -1;
    private static final int NULL = -1;

    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final byte JSONB_VERSION = 1;
    private static final int LOWER_BOUND = 1;

    /** PostgreSQL counts microseconds from 2000-01-01T00:00:00Z. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    /** A time that PostgreSQL refuses, as it does any beyond the year 294276; the largest number would be its infinity. */
    private static final long NO_TIME = Long.MAX_VALUE - 1;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** A buffer without rows. */
    CopyBuffer() {
        put(BEGIN);
    }

    /** Adds a row, with the columns of its table. */
    void add(Row row) {
        List<Column> columns = row.table().shape().columns();
        int2(columns.size());
        for (int place = 0; place < columns.size(); place++) {
            add(columns.get(place).type(), row.value(place));
        }
    }

    /** Adds what stands behind the last row. */
    void end() {
        int2(END);
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** The array that the bytes stand at the beginning of, until more is added; not to be changed. */
    byte[] array() {
        return bytes;
    }

    private void add(Column.Type type, @Nullable Object value) {
        if (value == null) {
            int4(NULL);
            return;
        }
        switch (type) {
            case TEXT -> sized(utf8((String) value));
            case TEXTS -> texts((List<?>) value);
            case INTEGER -> {
                int4(Integer.BYTES);
                int4(Math.toIntExact((Long) value));
            }
            case BIGINT -> {
                int4(Long.BYTES);
                int8((Long) value);
            }
            case NUMERIC -> sized(ByteConverter.numeric((BigDecimal) value));
            case BOOLEAN -> {
                int4(Byte.BYTES);
                int1((Boolean) value ? 1 : 0);
            }
            case TIME -> {
                int4(Long.BYTES);
                int8(micros((Instant) value));
            }
            case JSON -> {
                byte[] text = utf8((String) value);
                int4(Byte.BYTES + text.length);
                int1(JSONB_VERSION);
                put(text);
            }
            case BYTES -> sized((byte[]) value);
        }
    }

    private void texts(List<?> values) {
        int length = size;
        int4(0);
        int4(values.isEmpty() ? 0 : 1);
        int4(0); // No element is null.
        int4(Oid.TEXT);
        if (!values.isEmpty()) {
            int4(values.size());
            int4(LOWER_BOUND);
        }
        values.forEach(value -> sized(utf8((String) value)));
        ByteConverter.int4(bytes, length, size - length - Integer.BYTES);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long micros(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond() - EPOCH_SECONDS, MICROS),
                    time.getNano() / NANOS_PER_MICRO);
        } catch (ArithmeticException _) {
            return NO_TIME;
        }
    }

    private void sized(byte[] value) {
        int4(value.length);
        put(value);
    }

    private void put(byte[] value) {
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void int1(int value) {
        makeRoom(Byte.BYTES);
        bytes[size++] = (byte) value;
    }

    private void int2(int value) {
        makeRoom(Short.BYTES);
        ByteConverter.int2(bytes, size, value);
        size += Short.BYTES;
    }

    private void int4(int value) {
        makeRoom(Integer.BYTES);
        ByteConverter.int4(bytes, size, value);
        size += Integer.BYTES;
    }

    private void int8(long value) {
        makeRoom(Long.BYTES);
        ByteConverter.int8(bytes, size, value);
        size += Long.BYTES;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(2L * bytes.length, (long) size + more)));
        }
    }
}
