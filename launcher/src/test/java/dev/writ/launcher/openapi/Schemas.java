package dev.writ.launcher.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** The document's schemas. What names its members has no others here, so that an answer has none that nobody can read of. */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final String OPEN = "additionalProperties";

    private final JsonNode definitions;

    /** @param named the schemas that others refer to, by name */
    Schemas(JsonNode named) {
        this.definitions = standalone(named);
    }

    /** What is wrong with a value, one line each. */
    List<String> violations(JsonNode schema, JsonNode value) {
        ObjectNode whole = (ObjectNode) standalone(schema);
        whole.set("$defs", definitions);
        return FACTORY.getSchema(whole, CONFIG).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** As a JSON schema that is no part of an OpenAPI document. */
    private static JsonNode standalone(JsonNode schema) {
        try {
            JsonNode copy = JSON.readTree(schema.toString().replace("#/components/schemas/", "#/$defs/"));
            close(copy);
            return copy;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has(OPEN)) {
            object.put(OPEN, false);
        }
        schema.forEach(Schemas::close);
    }
}
