package dev.writ.schemas.serde;

import static dev.writ.schemas.serde.ReleasedSchemas.howToRelease;
import static dev.writ.schemas.serde.ReleasedSchemas.today;
import static dev.writ.schemas.serde.ReleasedSchemas.violations;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.serde.ReleasedSchemas.Released;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever was written with a released schema stays readable. */
class ReleasedSchemasTest {

    @BeforeAll
    static void writeTodays() throws IOException {
        ReleasedSchemas.writeTodays();
    }

    @Test
    void coversEveryTopicThatIsOrWas() throws IOException {
        // When
        List<Released> all = ReleasedSchemas.all();

        // Then
        assertThat(all).as(howToRelease()).extracting(Released::topic).containsAll(Topics.ALL);
        assertThat(all).as("a released topic is gone").hasSameSizeAs(ReleasedSchemas.files());
    }

    @Test
    void readsWhatEveryReleaseDeclares() throws IOException {
        for (Released released : ReleasedSchemas.all()) {
            assertThat(violations(today(released.topic()), released.schema()))
                    .as(
                            "%s can no longer read release %s%s",
                            released.topic().name(), released.version(), howToRelease())
                    .isEmpty();
        }
    }

    @Test
    void readsWhatEveryReleaseWrote() throws IOException {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        for (Released released : ReleasedSchemas.all()) {
            for (int variant = 0; variant < SampleData.VARIANTS; variant++) {
                // Given
                Topic<? extends SpecificRecord> topic = released.topic();
                byte[] written = WireFormatBytes.of(
                        registry.idOf(topic.subject(), released.schema()),
                        new SampleData(variant).encoded(released.schema()));

                // When
                SpecificRecord read = new AvroDeserializer<>(topic.type(), registry).deserialize(topic.name(), written);

                // Then
                assertThat(requireNonNull(read).getSchema()).isEqualTo(today(topic));
            }
        }
    }

    @Test
    void noticesAFieldWithoutADefault() {
        // Given
        Schema earlier = SchemaBuilder.record("SessionState")
                .namespace("dev.writ.schemas.event")
                .fields()
                .requiredString("session_id")
                .endRecord();

        // When, Then
        assertThat(violations(SessionState.getClassSchema(), earlier))
                .anyMatch(violation -> violation.contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
    }

    @Test
    void noticesAChangedType() {
        // Given
        Schema earlier = new Schema.Parser()
                .parse(ControlState.getClassSchema().toString().replace("\"type\":\"boolean\"", "\"type\":\"string\""));

        // When, Then
        assertThat(violations(ControlState.getClassSchema(), earlier))
                .anyMatch(violation -> violation.contains("TYPE_MISMATCH"));
    }

    @Test
    void readsOlderWritersWithFieldsMissingAndNewerOnesWithFieldsMore() {
        // Given
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        Schema other = SchemaBuilder.record("SessionState")
                .namespace("dev.writ.schemas.event")
                .fields()
                .requiredString("added_later")
                .requiredString("session_id")
                .requiredString("actor")
                .requiredLong("updated_at")
                .endRecord();
        byte[] written = WireFormatBytes.of(registry.idOf("s", other), new SampleData(1).encoded(other));

        // When
        SessionState read = new AvroDeserializer<>(SessionState.class, registry).deserialize("s", written);

        // Then
        assertThat(requireNonNull(read).getSessionId()).isEqualTo("text ü 😀 1");
        assertThat(read.getAgentId()).isEqualTo(Optional.empty());
    }
}
