package dev.writ.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds who answers a method and path. */
final class Routes {

    private record Route(String method, List<String> path, Function<Call, Object> answer) {}

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param path such as /subjects/{@literal *}/versions, where * stands for any one segment
     * @param answer what is written as JSON
     */
    Routes add(String method, String path, Function<Call, Object> answer) {
        routes.add(new Route(method, List.of(path.substring(1).split("/")), answer));
        return this;
    }

    /**
     * Answers a request.
     *
     * @param path the decoded segments
     * @throws RegistryError if the answer is not 200
     */
    Object answer(String method, List<String> path, Map<String, String> query, JsonNode body) {
        boolean pathIsKnown = false;
        for (Route route : routes) {
            Optional<List<String>> wildcards = match(route.path, path);
            if (wildcards.isPresent() && route.method.equals(method)) {
                return route.answer.apply(new Call(wildcards.get(), query, body));
            }
            pathIsKnown |= wildcards.isPresent();
        }
        throw pathIsKnown
                ? new RegistryError(405, "HTTP 405 Method Not Allowed")
                : new RegistryError(404, "HTTP 404 Not Found");
    }

    private static Optional<List<String>> match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return Optional.empty();
        }
        List<String> wildcards = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (pattern.get(i).equals("*")) {
                wildcards.add(path.get(i));
            } else if (!pattern.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(wildcards);
    }

    /** A JSON object with its members in this order. */
    static Map<String, Object> object(String name, Object value, Object... more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(name, value);
        for (int i = 0; i < more.length; i += 2) {
            object.put((String) more[i], more[i + 1]);
        }
        return object;
    }
}
