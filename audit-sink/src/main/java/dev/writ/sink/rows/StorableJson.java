package dev.writ.sink.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as jsonb can hold it: texts and names as {@link StorableText}, numbers within numeric's range. A JSON text that
 * is none, or that jsonb cannot hold, is kept whole and marked: {@code {"unstorable_json": "the text"}}.
 */
final class StorableJson {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String MARK = "unstorable_json";
    /** PostgreSQL's numeric takes 131072 digits before the point and 16383 behind it; nobody means numbers beyond this. */
    private static final int MOST_DIGITS = 4_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StorableJson() {}

    /** An object of texts. */
    static ObjectNode ofTexts(Map<String, String> texts) {
        ObjectNode object = NODES.objectNode();
        new TreeMap<>(texts).forEach((name, text) -> object.put(StorableText.of(name), StorableText.of(text)));
        return object;
    }

    /** A list of texts. */
    static ArrayNode ofTexts(List<String> texts) {
        ArrayNode array = NODES.arrayNode(texts.size());
        texts.forEach(text -> array.add(StorableText.of(text)));
        return array;
    }

    /** An object whose values are given as JSON texts. */
    static ObjectNode ofJsonTexts(Map<String, String> jsonTexts) {
        ObjectNode object = NODES.objectNode();
        new TreeMap<>(jsonTexts).forEach((name, json) -> object.set(StorableText.of(name), parse(json)));
        return object;
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode parsed = JSON.readTree(json);
            if (!parsed.isMissingNode() && isWithinRange(parsed)) {
                return storable(parsed);
            }
        } catch (JsonProcessingException e) {
            return marked(json);
        }
        return marked(json);
    }

    private static ObjectNode marked(String json) {
        return NODES.objectNode().put(MARK, StorableText.of(json));
    }

    private static boolean isWithinRange(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS;
        }
        for (JsonNode child : node) {
            if (!isWithinRange(child)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode storable(JsonNode node) {
        if (node.isTextual()) {
            return NODES.textNode(StorableText.of(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode(node.size());
            node.forEach(element -> array.add(storable(element)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(entry -> object.set(StorableText.of(entry.getKey()), storable(entry.getValue())));
            return object;
        }
        return node;
    }
}
