package dev.writ.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * One request to a route.
 *
 * @param wildcards what stood in the path where the route has {@code *}
 * @param query the parameters
 * @param body what was sent; a missing node for nothing
 */
record Call(List<String> wildcards, Map<String, String> query, JsonNode body) {

    String wildcard(int index) {
        return wildcards.get(index);
    }

    boolean asksFor(String flag) {
        return Boolean.parseBoolean(query.get(flag));
    }

    /** The Avro schema that was sent. */
    Schema schema() {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.schemaInvalid("this registry holds AVRO only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.schemaInvalid("this registry does not resolve references");
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryError.schemaInvalid("the member \"schema\" must be an Avro schema as a JSON text");
        }
        return AvroSchemas.parse(body.path("schema").textValue());
    }

    /** The compatibility level that was sent. */
    Compatibility level() {
        String level = body.path("compatibility").asText();
        return Compatibility.named(level).orElseThrow(() -> RegistryError.compatibilityInvalid(level));
    }
}
