package dev.writ.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An answer of the gateway.
 *
 * @param status the HTTP status
 * @param body its JSON; a missing node if there is none
 */
public record Reply(int status, JsonNode body) {

    /** The text of a member; empty if it is missing. */
    public String text(String member) {
        return body.path(member).asText("");
    }

    /** The result of the check that a request was answered by; a missing node if there is none. */
    public JsonNode check() {
        return body.path("governance_check");
    }

    /** How the agent was found, step by step. */
    public List<String> path() {
        return StreamSupport.stream(check().path("resolution_path").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
