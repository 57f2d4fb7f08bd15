package dev.writ.launcher.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;

/** Avro schemas without what only Java's classes need. */
final class AvroJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA_ONLY = "avro.java.string";
    private static final String TYPE = "type";

    private AvroJson() {}

    /** The schema, whole. */
    static JsonNode of(Schema schema) {
        try {
            return plain(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("schemas are JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode items = array.arrayNode();
            array.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode members = object.objectNode();
        object.properties().forEach(member -> {
            if (!member.getKey().equals(JAVA_ONLY)) {
                members.set(member.getKey(), plain(member.getValue()));
            }
        });
        boolean onlyText = members.size() == 1 && members.path(TYPE).asText().equals("string");
        return onlyText ? TextNode.valueOf("string") : members;
    }
}
