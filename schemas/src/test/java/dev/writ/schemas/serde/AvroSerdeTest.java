package dev.writ.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.SessionState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {

    private static final SessionState SESSION = SessionState.newBuilder()
            .setSessionId("s")
            .setAgentId("a")
            .setActor("é")
            .setUpdatedAt(Instant.ofEpochMilli(1))
            .build();

    @Test
    void writesAZeroByteTheSchemaIdAndAvro() {
        // Given
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        for (int id = 1; id < 0x0102; id++) {
            registry.idOf("filler", Schema.createEnum("Filler" + id, "", "", List.of("A")));
        }

        // When
        byte[] bytes = serialize(registry, SESSION);

        // Then
        assertThat(bytes)
                .containsExactly(
                        0, // the format
                        0, 0, 1, 2, // the schema id, big-endian
                        2, 's', // lengths and numbers are zigzag-encoded: 2 stands for 1
                        2, 2, 'a', // the union's second branch, then the text
                        4, 0xC3, 0xA9, // two bytes of UTF-8
                        2); // a millisecond since 1970
    }

    static Stream<Arguments> everyTopicInEveryVariant() {
        return Topics.ALL.stream()
                .flatMap(topic -> IntStream.range(0, SampleData.VARIANTS)
                        .mapToObj(variant -> Arguments.of(topic.name(), variant)));
    }

    @ParameterizedTest
    @MethodSource("everyTopicInEveryVariant")
    void readsAndWritesBackWhatAnotherLibraryWrote(String topicName, int variant) {
        // Given
        Topic<? extends SpecificRecord> topic = Topics.ALL.stream()
                .filter(each -> each.name().equals(topicName))
                .findFirst()
                .orElseThrow();
        Schema schema = SpecificData.get().getSchema(topic.type());
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        byte[] written =
                WireFormatBytes.of(registry.idOf(topic.subject(), schema), new SampleData(variant).encoded(schema));

        // When, Then
        assertThat(copy(topic, registry, written)).isEqualTo(written);
    }

    @Test
    void keepsTombstonesNull() {
        // Given
        AvroSerde<SessionState> serde = AvroSerde.of(Topics.SESSIONS, new InMemorySchemaRegistry());

        // When, Then
        assertThat(serde.serializer().serialize(Topics.SESSIONS.name(), null)).isNull();
        assertThat(serde.deserializer().deserialize(Topics.SESSIONS.name(), (byte[]) null))
                .isNull();
        assertThat(serde.deserializer().deserialize(Topics.SESSIONS.name(), null, (ByteBuffer) null))
                .isNull();
    }

    /** A state store asks for them with every value. */
    @Test
    void hasOneSerializerAndOneDeserializer() {
        // When
        AvroSerde<SessionState> serde = AvroSerde.of(Topics.SESSIONS, new InMemorySchemaRegistry());

        // Then
        assertThat(serde.serializer()).isSameAs(serde.serializer());
        assertThat(serde.deserializer()).isSameAs(serde.deserializer());
    }

    @Test
    void asksTheRegistryOnceForEachSchema() {
        // Given
        CountingRegistry registry = new CountingRegistry();
        AvroSerde<SessionState> serde = AvroSerde.of(Topics.SESSIONS, registry);
        byte[] bytes = serde.serializer().serialize(Topics.SESSIONS.name(), SESSION);
        AvroDeserializer<SessionState> deserializer = new AvroDeserializer<>(SessionState.class, registry);

        // When
        deserializer.deserialize(Topics.SESSIONS.name(), bytes);
        deserializer.deserialize(Topics.SESSIONS.name(), bytes);

        // Then
        assertThat(registry.reads()).isEqualTo(1);
    }

    @Test
    void registersUnderTheTopicsNameStrategy() {
        // Given
        CountingRegistry registry = new CountingRegistry();

        // When
        serialize(registry, SESSION);

        // Then
        assertThat(registry.subjects()).containsExactly("writ.sessions-value");
    }

    private static byte[] serialize(SchemaRegistryClient registry, SessionState session) {
        return AvroSerde.of(Topics.SESSIONS, registry).serializer().serialize(Topics.SESSIONS.name(), session);
    }

    private static <V extends SpecificRecord> byte[] copy(
            Topic<V> topic, SchemaRegistryClient registry, byte[] written) {
        AvroSerde<V> serde = AvroSerde.of(topic, registry);
        V record = serde.deserializer().deserialize(topic.name(), written);
        return serde.serializer().serialize(topic.name(), record);
    }
}
