package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.Requested;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of POST /v1/chat/completions. Members that the gateway has no use for go to the provider as they are.
 *
 * @param requested the event
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether a stream is to end with its token counts
 */
record CompletionRequest(Requested<ChatRequested> requested, boolean stream, boolean includeUsage) {

    private static final int LONGEST_NAME = 2_048;
    private static final int MOST_TOOLS = 128;
    private static final int MOST_TOKENS = 1_000_000;
    private static final BigDecimal HOTTEST = BigDecimal.valueOf(2);
    private static final String METADATA = "metadata";

    /** The name that leaves the model to the worker. */
    private static final String DEFAULT_MODEL = "default";

    /**
     * Reads a request.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    static CompletionRequest read(Exchange exchange, Intake intake) {
        Members body = intake.body().members();
        Optional<Members> metadata = body.value(METADATA).map(value -> new Members(value, "/" + METADATA));
        Caller caller = Caller.read(exchange, body, metadata, intake.principal());
        String sessionId = caller.sessionId().orElseGet(() -> Ids.derive("session", intake.id()));
        List<ChatMessage> messages = Conversation.read(body);
        ChatRequested.Builder event = ChatRequested.newBuilder()
                .setRequestId(intake.id())
                .setRequestHash(intake.body().hash())
                .setUserId(caller.userId())
                .setSessionId(sessionId)
                .setAgentId(caller.agentId().orElse(null))
                .setMessage(Conversation.said(messages))
                .setMessages(messages)
                .setModel(body.text("model", LONGEST_NAME)
                        .filter(model -> !model.isBlank() && !model.equals(DEFAULT_MODEL))
                        .orElse(null));
        caller.workspaceId().ifPresent(event::setWorkspaceId);
        caller.onDisconnect().ifPresent(event::setOnDisconnect);
        body.number("temperature", BigDecimal.ZERO, HOTTEST)
                .ifPresent(temperature -> event.setTemperature(temperature.doubleValue()));
        // The older name is read too, be it only to take it, when both are given.
        Optional<Integer> maxTokens = body.integer("max_tokens", 1, MOST_TOKENS);
        body.integer("max_completion_tokens", 1, MOST_TOKENS)
                .or(() -> maxTokens)
                .ifPresent(event::setMaxTokens);
        event.setTools(body.list("tools", MOST_TOOLS, CompletionRequest::tool))
                .setToolChoice(body.value("tool_choice").map(JsonNode::toString).orElse(null));
        boolean stream = body.flag("stream").orElse(false);
        boolean includeUsage = body.value("stream_options")
                .flatMap(options -> new Members(options, "/stream_options").flag("include_usage"))
                .orElse(false);
        refuseWhatIsNotServed(body);
        Map<String, String> parameters = new LinkedHashMap<>(body.others());
        metadata.map(Members::others)
                .filter(others -> !others.isEmpty())
                .ifPresent(others -> parameters.put(METADATA, metadata(intake, others)));
        event.setParameters(parameters);
        return new CompletionRequest(
                new Requested<>(Topics.CHAT_REQUESTS, sessionId, Optional.of(sessionId), event.build()),
                stream,
                includeUsage);
    }

    private static void refuseWhatIsNotServed(Members body) {
        if (body.value("n")
                .filter(n -> !n.isNumber() || n.decimalValue().compareTo(BigDecimal.ONE) != 0)
                .isPresent()) {
            throw body.wrong("n", "Only one choice is made, so n must be 1.");
        }
        // Calls of these would pass by the check of each call.
        for (String replaced : List.of("functions", "function_call")) {
            if (body.value(replaced).isPresent()) {
                throw body.wrong(replaced, "It was replaced by tools and tool_choice, which are taken.");
            }
        }
    }

    private static String tool(JsonNode value, String pointer) {
        // Read for its form only: a definition is handed through unchanged.
        new Members(value, pointer).neededText("type", LONGEST_NAME);
        return value.toString();
    }

    private static String metadata(Intake intake, Map<String, String> others) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        JsonNode all = intake.body().value().path(METADATA);
        others.keySet().forEach(name -> rest.set(name, all.get(name)));
        return rest.toString();
    }
}
