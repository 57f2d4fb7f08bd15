package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What went wrong, and how often. */
public final class Troubles {

    private static final int MOST_TOLD = 5;

    private final Map<String, Integer> counts = new HashMap<>();

    /** Notes one. */
    public void add(String trouble) {
        counts.merge(trouble, 1, Integer::sum);
    }

    /** The most frequent ones with their counts, the most frequent first. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_TOLD)
                .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
        return json;
    }
}
