package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.worker.simulated.SimulatedFault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** GET /v1/models, in one shape that clients of both dialects read. */
final class ModelList {

    private ModelList() {}

    static String body() {
        List<String> ids = Stream.of(
                        Stream.of("simulated"),
                        Arrays.stream(SimulatedFault.values())
                                .filter(fault -> fault != SimulatedFault.NONE)
                                .map(SimulatedFault::modelId),
                        Arrays.stream(ServerFault.values()).map(ServerFault::modelId))
                .flatMap(each -> each)
                .toList();
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        ids.forEach(id -> data.addObject()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "writ")
                .put("type", "model")
                .put("display_name", id)
                .put("created_at", "1970-01-01T00:00:00Z"));
        list.put("has_more", false).put("first_id", ids.getFirst()).put("last_id", ids.getLast());
        return list.toString();
    }
}
