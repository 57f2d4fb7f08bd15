package dev.writ.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.HttpSchemaRegistry;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRefusedException;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What our client may expect of every registry that speaks the Confluent REST API. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SchemaRegistryContract {

    private static final int NEVER_GIVEN = 1_000_000;

    private Path directory;

    /** Starts the registry, on the same port and the data in the directory. */
    abstract void startRegistry(Path directory) throws IOException;

    /** Ends the registry without a chance to tidy up. */
    abstract void stopRegistry() throws InterruptedException;

    /** The base URL of the Confluent REST API. */
    abstract URI url();

    @BeforeAll
    void startWithRules(@TempDir Path temporary) throws IOException, InterruptedException {
        directory = temporary;
        startRegistry(directory);
        assertThat(new RegistryCaller(url()).setLevel("/config", "BACKWARD").status())
                .isEqualTo(200);
    }

    @AfterAll
    void end() throws InterruptedException {
        stopRegistry();
    }

    @Test
    void givesBackEveryTopicsSchemaToAnotherClient() {
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            // Given
            Schema schema = SpecificData.get().getSchema(topic.type());
            int id = client().idOf(topic.subject(), schema);

            // When
            Schema read = client().byId(id);

            // Then
            assertThat(read).as(topic.name()).isEqualTo(schema);
            assertThat(read.toString()).as(topic.name()).isEqualTo(schema.toString());
        }
    }

    @Test
    void givesTheSameSchemaTheSameId() {
        // Given
        Schema schema = Schema.createEnum("Same", "", "", List.of("A"));

        // When
        int first = client().idOf("same-value", schema);
        int again = client().idOf("same-value", schema);
        int other = client().idOf("same-value", Schema.createEnum("Same", "", "", List.of("A", "B")));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void looksUpWithoutRegisteringIfSoConfigured() {
        // Given
        Schema schema = new Schema.Parser().parse(RegistryCaller.V1);
        HttpSchemaRegistry reader = new HttpSchemaRegistry(List.of(url()), false);

        // When, Then
        assertThatThrownBy(() -> reader.idOf("lookup-value", schema)).isInstanceOf(SchemaRefusedException.class);
        int id = client().idOf("lookup-value", schema);
        assertThat(reader.idOf("lookup-value", schema)).isEqualTo(id);
    }

    @Test
    void refusesASchemaThatCannotReadTheEarlierOne() {
        // Given
        client().idOf("refused-value", new Schema.Parser().parse(RegistryCaller.V1));
        Schema incompatible = new Schema.Parser().parse(RegistryCaller.V2_INCOMPATIBLE);

        // When, Then
        assertThatThrownBy(() -> client().idOf("refused-value", incompatible))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("refused-value")
                .hasMessageContaining("/fields/1");
    }

    @Test
    void saysThatARecordOfAnUnknownSchemaIsUnreadable() {
        // When, Then
        assertThatThrownBy(() -> client().byId(NEVER_GIVEN)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void keepsIdsWhenItIsKilled() throws IOException, InterruptedException {
        // Given
        Schema schema = Schema.createEnum("Kept", "", "", List.of("A"));
        int id = client().idOf("kept-value", schema);

        // When
        stopRegistry();
        startRegistry(directory);

        // Then
        assertThat(client().byId(id)).isEqualTo(schema);
        assertThat(client().idOf("kept-value", schema)).isEqualTo(id);
    }

    @Test
    void failsAsUnavailableWhileItIsDownAndServesTheSameClientAfterwards() throws IOException, InterruptedException {
        // Given
        Schema seen = Schema.createEnum("Seen", "", "", List.of("A"));
        Schema unseen = Schema.createEnum("Unseen", "", "", List.of("A"));
        HttpSchemaRegistry client = client();
        int id = client.idOf("seen-value", seen);

        // When
        stopRegistry();

        // Then
        assertThat(client.idOf("seen-value", seen)).isEqualTo(id);
        assertThatThrownBy(() -> client.idOf("unseen-value", unseen)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> client.byId(NEVER_GIVEN)).isInstanceOf(RegistryUnavailableException.class);
        startRegistry(directory);
        assertThat(client.idOf("unseen-value", unseen)).isPositive();
    }

    private HttpSchemaRegistry client() {
        return new HttpSchemaRegistry(List.of(url()), true);
    }
}
