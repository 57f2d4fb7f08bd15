package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.api.Replies;
import dev.writ.gateway.http.Problem;
import dev.writ.schemas.event.ActionDecided;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every object and every answer of one completion says about itself. */
final class Identity {

    private final String id;
    private final long created;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Identity(ActionDecided decision) {
        String executionId = Replies.executionOf(decision);
        this.id = "chatcmpl-" + executionId;
        this.created = decision.getDecidedAt().getEpochSecond();
        headers.put("X-Execution-Id", executionId);
        headers.put("X-Decision-Id", decision.getDecisionId());
        headers.put(Caller.AGENT, decision.getCheck().getAgentId());
        decision.getSessionId().ifPresent(session -> headers.put(Caller.SESSION, session));
        headers.put("X-Request-Id", decision.getRequestId());
    }

    /** An object with its first members. */
    ObjectNode object(String type, String model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", type)
                .put("created", created)
                .put("model", model);
    }

    /** Header fields of the answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** A problem, answered with these header fields. */
    Problem name(Problem problem) {
        Problem named = problem;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            named = named.withHeader(header.getKey(), header.getValue());
        }
        return named;
    }
}
