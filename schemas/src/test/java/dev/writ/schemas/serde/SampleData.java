package dev.writ.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values of any schema with every field filled, as another Avro library would write them.
 *
 * @param variant 0, 1, ...: picks the branch of a union, where 0 is null if it may be, and the symbol of an enum
 */
record SampleData(int variant) {

    /** As many variants as the widest union of the catalogue has branches, and one. */
    static final int VARIANTS = 9;

    byte[] encoded(Schema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(value(schema), encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record filled = new GenericData.Record(schema);
                schema.getFields().forEach(field -> filled.put(field.pos(), value(field.schema())));
                yield filled;
            }
            case UNION ->
                value(schema.getTypes().get(variant % schema.getTypes().size()));
            case ARRAY -> List.of(filled(schema.getElementType()), filled(schema.getElementType()));
            case MAP -> Map.of("key ü", filled(schema.getValueType()));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(variant % schema.getEnumSymbols().size()));
            case STRING -> "text ü 😀 " + variant;
            case BYTES -> ByteBuffer.wrap("bytes".getBytes(StandardCharsets.UTF_8));
            case INT -> Integer.MAX_VALUE - variant;
            case LONG -> schema.getLogicalType() == null ? Long.MIN_VALUE + variant : 1_795_000_000_000L + variant;
            case DOUBLE -> -0.1 - variant;
            case BOOLEAN -> variant % 2 == 0;
            case NULL -> null;
            default -> throw new IllegalArgumentException("no sample for " + schema);
        };
    }

    private Object filled(Schema schema) {
        Object value = value(schema);
        return value == null ? "instead of null" : value;
    }
}
