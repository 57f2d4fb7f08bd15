package dev.writ.launcher.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message of Protocol Buffers without its schema: the values of each field by number, in order. */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7F;

    private final Map<Integer, List<Object>> fields = new HashMap<>();

    private ProtoMessage() {}

    static ProtoMessage parse(byte[] bytes) {
        ProtoMessage message = new ProtoMessage();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case VARINT -> varint(in);
                case FIXED_64 -> in.getLong();
                case BYTES -> {
                    byte[] part = new byte[Math.toIntExact(varint(in))];
                    in.get(part);
                    yield part;
                }
                case FIXED_32 -> (long) in.getInt();
                default -> throw new IllegalArgumentException("no wire type of a field: " + tag);
            };
            message.fields
                    .computeIfAbsent((int) (tag >>> TYPE_BITS), _ -> new ArrayList<>())
                    .add(value);
        }
        return message;
    }

    List<ProtoMessage> messages(int field) {
        return values(field).stream().map(value -> parse((byte[]) value)).toList();
    }

    /** The field's bytes; none if it is not there. */
    byte[] bytes(int field) {
        List<Object> values = values(field);
        return values.isEmpty() ? new byte[0] : (byte[]) values.getLast();
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /** The field's number; 0 if it is not there. */
    long number(int field) {
        List<Object> values = values(field);
        return values.isEmpty() ? 0 : (long) values.getLast();
    }

    private List<Object> values(int field) {
        return fields.getOrDefault(field, List.of());
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        while (true) {
            int next = in.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
            shift += 7;
        }
    }
}
