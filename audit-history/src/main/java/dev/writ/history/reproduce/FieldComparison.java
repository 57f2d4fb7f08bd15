package dev.writ.history.reproduce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Whether two records are the same byte for byte in Avro's binary encoding, and where they are not. */
final class FieldComparison {

    private static final int INITIAL_BYTES = 1_024;

    /** A field of two records that are not the same. */
    record Unequal(String field, String recorded, String again) {}

    private FieldComparison() {}

    /**
     * The fields that differ; empty if the encodings are the same.
     *
     * @param recorded of the same class as the other
     */
    static List<Unequal> between(SpecificRecord recorded, SpecificRecord again) {
        if (Arrays.equals(bytes(recorded), bytes(again))) {
            return List.of();
        }
        List<Unequal> unequal = new ArrayList<>();
        compare("", recorded, again, unequal);
        return unequal;
    }

    private static void compare(String prefix, SpecificRecord recorded, SpecificRecord again, List<Unequal> unequal) {
        for (Schema.Field field : recorded.getSchema().getFields()) {
            Object one = recorded.get(field.pos());
            Object other = again.get(field.pos());
            String path = prefix + field.name();
            if (one instanceof SpecificRecord inner
                    && other instanceof SpecificRecord otherInner
                    && inner.getSchema().equals(otherInner.getSchema())) {
                compare(path + ".", inner, otherInner, unequal);
            } else if (!Objects.equals(one, other)) {
                unequal.add(new Unequal(path, String.valueOf(one), String.valueOf(other)));
            }
        }
    }

    private static byte[] bytes(SpecificRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
