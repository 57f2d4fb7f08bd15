package dev.writ.worker.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A JSON object of which each member must be known and of its kind. What is refused is named by its place and never shown.
 *
 * @param place the members that lead to it, with full stops between them; empty for the root
 */
record Strict(String place, JsonNode node) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Strict parse(String text) {
        try {
            return new Strict("", JSON.readTree(text)).checked();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON, or names a member twice, at line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        }
    }

    /** Refuses members of other names. */
    Strict only(String... names) {
        Set<String> others = new TreeSet<>();
        node.fieldNames().forEachRemaining(others::add);
        others.removeAll(Set.of(names));
        if (!others.isEmpty()) {
            throw refused(others.iterator().next(), "is not known here; known are " + String.join(", ", names));
        }
        return this;
    }

    Strict object(String name) {
        return new Strict(at(name), node.path(name)).checked();
    }

    void each(BiConsumer<String, Strict> use) {
        node.properties().forEach(member -> use.accept(member.getKey(), object(member.getKey())));
    }

    List<Strict> list(String name) {
        if (!node.path(name).isArray()) {
            throw refused(name, "must be a list");
        }
        List<Strict> items = new ArrayList<>();
        for (JsonNode item : node.path(name)) {
            items.add(new Strict(at(name) + "[" + items.size() + "]", item).checked());
        }
        return items;
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> refused(name, "must be given"));
    }

    Optional<String> optional(String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isTextual() || node.path(name).textValue().isBlank()) {
            throw refused(name, "must be a text that is not blank");
        }
        return Optional.of(node.path(name).textValue());
    }

    IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException(at(name) + " " + why);
    }

    private Strict checked() {
        if (!node.isObject()) {
            throw new IllegalArgumentException((place.isEmpty() ? "the file" : place) + " must be an object");
        }
        return this;
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
