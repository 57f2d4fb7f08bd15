package dev.writ.launcher.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The OpenAPI document as programs read it. */
public final class OpenApiDocument {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;
    private final Schemas schemas;
    private final List<Operation> operations = new ArrayList<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        this.schemas = new Schemas(root.at("/components/schemas"));
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
                }
            }
        }
    }

    /** The document that is served. */
    public static OpenApiDocument read() {
        try {
            return new OpenApiDocument(YAML.readTree(OpenApi.text()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole. */
    JsonNode root() {
        return root;
    }

    /** All methods of all paths, in the document's order. */
    public List<Operation> operations() {
        return operations;
    }

    /** What answers a request; of several templates, the one with the fewest variables. */
    public Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isAt(method, path))
                .min(Comparator.comparingLong(operation ->
                        operation.path().chars().filter(c -> c == '{').count()));
    }

    /** The names of an operation's parameters in the query. */
    List<String> queryParameters(Operation operation) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            JsonNode resolved = resolved(parameter);
            if (resolved.path("in").asText().equals("query")) {
                names.add(resolved.path("name").asText());
            }
        }
        return names;
    }

    /** The response of a status, else the default one; missing if there is neither. */
    JsonNode response(Operation operation, int status) {
        JsonNode responses = operation.json().path("responses");
        JsonNode named = responses.path(Integer.toString(status));
        return resolved(named.isMissingNode() ? responses.path("default") : named);
    }

    /** What is wrong with a value, one line each. */
    List<String> violations(JsonNode schema, JsonNode value) {
        return schemas.violations(schema, value);
    }

    /** What a node refers to, or itself. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }
}
