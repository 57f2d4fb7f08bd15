package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pieces of JSON that several views share. */
final class Json {

    private static final int CONFIDENCE_DECIMALS = 4;

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode texts(Map<String, String> texts) {
        ObjectNode json = object();
        texts.forEach(json::put);
        return json;
    }

    /** Leaves the member out if there is no value. */
    static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    /** Ten-thousandths as a number from 0 to 1 with 4 decimals. */
    static BigDecimal score(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, CONFIDENCE_DECIMALS);
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
