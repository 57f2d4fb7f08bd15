package dev.writ.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands on a topic is read, or is an UnreadableRecordException, in little memory. */
class PoisonRecordTest {

    private static final Schema SESSION = SessionState.getClassSchema();
    private static final byte[] WHOLE = new SampleData(1).encoded(SESSION);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final int id = registry.idOf(Topics.SESSIONS.subject(), SESSION);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void refusesWhatIsTooShort(int length) {
        // When, Then
        assertUnreadable(new byte[length], "Confluent wire format");
    }

    @Test
    void refusesAnotherFormat() {
        // When, Then
        assertUnreadable("{\"session_id\": 1}".getBytes(StandardCharsets.UTF_8), "Confluent wire format");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 2, Integer.MAX_VALUE})
    void refusesAnUnknownSchemaId(int unknown) {
        // When, Then
        assertUnreadable(WireFormatBytes.of(unknown, WHOLE), "no schema has the id " + unknown);
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < WHOLE.length; length++) {
            assertUnreadable(WireFormatBytes.of(id, Arrays.copyOf(WHOLE, length)), "not readable as SessionState");
        }
    }

    @Test
    void refusesTrailingBytes() {
        // When, Then
        assertUnreadable(
                WireFormatBytes.of(id, Arrays.copyOf(WHOLE, WHOLE.length + 1)),
                "bytes are left over behind the SessionState");
    }

    @Test
    void refusesAnotherRecordType() {
        // Given
        Schema other = SchemaBuilder.record("Other").fields().requiredLong("n").endRecord();

        // When, Then
        assertUnreadable(
                WireFormatBytes.of(registry.idOf("other-value", other), (byte) 2), "not readable as SessionState");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1 << 20, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesALengthBombInAString(long length) throws IOException {
        // When, Then
        assertUnreadable(WireFormatBytes.of(id, longs(length)), "not readable as SessionState");
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesALengthBombInAnArray(long length) throws IOException {
        // Given
        Schema schema = SchemaBuilder.record("ChatRequested")
                .fields()
                .name("conversation_history")
                .type(ChatRequested.getClassSchema()
                        .getField("conversation_history")
                        .schema())
                .noDefault()
                .requiredString("user_id")
                .requiredString("message")
                .endRecord();
        int bomb = registry.idOf("bomb-value", schema);

        // When, Then
        assertThatThrownBy(() -> new AvroDeserializer<>(ChatRequested.class, registry)
                        .deserialize("t", WireFormatBytes.of(bomb, longs(length))))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void refusesValuesThatAreNestedTooDeep() throws IOException {
        // Given
        Schema tree = Schema.createRecord("Tree", "", "", false);
        tree.setFields(List.of(new Schema.Field("leaves", Schema.createArray(tree))));
        Schema writer = SchemaBuilder.record("SessionState")
                .fields()
                .name("tree")
                .type(tree)
                .noDefault()
                .endRecord();
        long[] deep = new long[1_000_000];
        Arrays.fill(deep, 1);

        // When, Then
        assertUnreadable(
                WireFormatBytes.of(registry.idOf("deep-value", writer), longs(deep)), "not readable as SessionState");
    }

    @Test
    void readsOrRefusesWhateverBytesItIsGiven() {
        // Given
        Random random = new Random(7);
        byte[] whole = new SampleData(3).encoded(ActionDecided.getClassSchema());
        int decision = registry.idOf(Topics.DECISIONS.subject(), ActionDecided.getClassSchema());
        AvroDeserializer<ActionDecided> deserializer = new AvroDeserializer<>(ActionDecided.class, registry);
        int refused = 0;

        // When
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                deserializer.deserialize(Topics.DECISIONS.name(), WireFormatBytes.of(decision, damaged));
            } catch (UnreadableRecordException e) {
                refused++;
            }
        }

        // Then
        assertThat(refused).isPositive();
    }

    private void assertUnreadable(byte[] value, String message) {
        AvroDeserializer<? extends SpecificRecord> deserializer = new AvroDeserializer<>(SessionState.class, registry);
        assertThatThrownBy(() -> deserializer.deserialize(Topics.SESSIONS.name(), value))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(message);
    }

    private static byte[] longs(long... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (long value : values) {
            encoder.writeLong(value);
        }
        return bytes.toByteArray();
    }
}
