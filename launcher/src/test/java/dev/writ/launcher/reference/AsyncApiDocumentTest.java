package dev.writ.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.writ.launcher.architecture.SourceTree;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class AsyncApiDocumentTest {

    @Test
    void isWhatTheCodeSays() {
        // When
        String document = SourceTree.read(SourceTree.root().resolve("docs/asyncapi.yaml"));

        // Then
        assertThat(document.equals(AsyncApiDocument.text()))
                .withFailMessage(
                        "docs/asyncapi.yaml is old: ./writ topics --asyncapi > docs/asyncapi.yaml writes it anew")
                .isTrue();
    }

    @Test
    void hasEveryTopicWithItsKeySettingsAndSchema() throws JsonProcessingException {
        // When
        JsonNode document = read(AsyncApiDocument.text());

        // Then
        assertThat(names(document.path("channels"))).containsExactlyElementsOf(Topics.names(Topics.ALL));
        for (Topic<?> topic : Topics.ALL) {
            JsonNode channel = document.path("channels").path(topic.name());
            JsonNode message = document.at(channel.path("messages")
                    .path(topic.type().getSimpleName())
                    .path("$ref")
                    .asText()
                    .substring(1));
            Schema schema = SpecificData.get().getSchema(topic.type());
            assertThat(channel.path("address").asText()).isEqualTo(topic.name());
            assertThat(names(channel.at("/bindings/kafka/topicConfiguration")))
                    .containsExactlyElementsOf(topic.configs().keySet());
            assertThat(message.at("/bindings/kafka/key/description").asText()).isEqualTo(topic.key());
            assertThat(message.at("/headers/allOf/1/properties/ce_type/enum"))
                    .extracting(name -> name.asText())
                    .containsExactlyElementsOf(CloudEvent.typesOf(schema));
            Schema told =
                    new Schema.Parser().parse(message.at("/payload/schema").toString());
            assertThat(SchemaNormalization.toParsingForm(told)).isEqualTo(SchemaNormalization.toParsingForm(schema));
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read(String yaml) throws JsonProcessingException {
        return new ObjectMapper(new YAMLFactory()).readTree(yaml);
    }
}
