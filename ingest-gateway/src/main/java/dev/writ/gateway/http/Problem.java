package dev.writ.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong with a request, as RFC 9457 lays it out.
 *
 * @param code a stable word; the problem's type is {@code urn:writ:problem:} and this word
 * @param title the same for every problem of the code
 * @param status HTTP status, 400 to 599
 * @param detail one sentence on this occurrence; never a text that the client sent, nor one of a failed dependency
 * @param extensions further members
 * @param headers header fields of the answer, such as Allow
 */
public record Problem(
        String code,
        String title,
        int status,
        String detail,
        Map<String, JsonNode> extensions,
        Map<String, String> headers) {

    /** The media type of {@link #toJson}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:writ:problem:";

    public Problem {
        extensions = Map.copyOf(extensions);
        headers = Map.copyOf(headers);
    }

    /** A problem with nothing further to say. */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem(code, title, status, detail, Map.of(), Map.of());
    }

    /** The same problem with one more member. */
    public Problem with(String member, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(extensions);
        more.put(member, value);
        return new Problem(code, title, status, detail, more, headers);
    }

    /** The same problem with one more member. */
    public Problem with(String member, String value) {
        return with(member, JsonNodeFactory.instance.textNode(value));
    }

    /** The same problem, answered with one more header field. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, title, status, detail, extensions, more);
    }

    /**
     * The problem details object.
     *
     * @param instance the path that was asked for, without its query
     */
    public ObjectNode toJson(String instance) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE_PREFIX + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance)
                .put("code", code);
        extensions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.set(entry.getKey(), entry.getValue()));
        return json;
    }
}
