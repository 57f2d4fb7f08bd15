package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.Usage;
import java.util.Locale;

/** Token counts in the dialect. */
final class UsageJson {

    private UsageJson() {}

    static ObjectNode of(Usage usage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", usage.getInputTokens())
                .put("completion_tokens", usage.getOutputTokens())
                .put("total_tokens", (long) usage.getInputTokens() + usage.getOutputTokens());
    }

    /** Adds who counted, which the dialect has no member for, to an extension object. */
    static void source(Usage usage, ObjectNode extension) {
        extension.put("usage_source", usage.getSource().name().toLowerCase(Locale.ROOT));
    }
}
