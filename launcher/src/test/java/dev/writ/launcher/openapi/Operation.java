package dev.writ.launcher.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One method of one path.
 *
 * @param method in upper case
 * @param path with its variables in braces
 * @param json what the document says of it
 */
public record Operation(String method, String path, JsonNode json) {

    /** Whether it is what answers a request. */
    boolean isAt(String askedMethod, String askedPath) {
        return method.equals(askedMethod) && askedPath.matches(path.replaceAll("\\{[^/}]+}", "[^/]+"));
    }

    /** The request's bodies that are given as examples, by name. */
    Map<String, JsonNode> examples() {
        JsonNode content = json.at("/requestBody/content/application~1json");
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        if (content.has("example")) {
            examples.put("example", content.path("example"));
        }
        content.path("examples")
                .properties()
                .forEach(example ->
                        examples.put(example.getKey(), example.getValue().path("value")));
        return examples;
    }

    /** The schema of the request's body; missing if it takes none. */
    JsonNode requestSchema() {
        return json.at("/requestBody/content/application~1json/schema");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
