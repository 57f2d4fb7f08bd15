package dev.writ.schemas.serde;

import java.nio.ByteBuffer;

/** Puts a value together byte by byte. */
final class WireFormatBytes {

    private WireFormatBytes() {}

    static byte[] of(int schemaId, byte... avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(avro)
                .array();
    }
}
