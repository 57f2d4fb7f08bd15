package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.tokens.Narration;
import dev.writ.gateway.tokens.Signal;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a stream into one chat.completion object and says nothing before its end, so that a new attempt simply begins
 * again. For one thread.
 */
final class WholeNarration implements Narration {

    private final Identity identity;
    private final Course course = new Course();
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<ToolCallWithheld> withheld = new ArrayList<>();
    private String model;
    private @Nullable StreamEnded end;
    private @Nullable Problem failure;

    WholeNarration(Identity identity, String model) {
        this.identity = identity;
        this.model = model;
    }

    @Override
    public List<Event> narrate(Signal.Token token) {
        Course.Step step = course.take(token);
        if (hasEnded() || step == Course.Step.STALE) {
            return List.of();
        }
        if (step == Course.Step.NEW_ATTEMPT) {
            text.setLength(0);
            calls.clear();
            withheld.clear();
        }
        switch (token.event().getBody()) {
            case StreamStarted started -> model = started.getModel();
            case TokenDelta delta -> text.append(delta.getText());
            case ToolCallAllowed allowed -> calls.add(allowed.getCall());
            case ToolCallWithheld call -> withheld.add(call);
            case StreamEnded ended -> end(ended);
            default -> throw new IllegalStateException("no such token event");
        }
        return List.of();
    }

    @Override
    public Event tellWithoutEnd(ExecutionEvent event) {
        Problem problem = StreamFailure.of(event);
        failure = problem;
        return Chunks.error(problem);
    }

    @Override
    public List<Event> narrateStored(CompletionText stored) {
        text.setLength(0);
        text.append(stored.getText());
        calls.clear();
        calls.addAll(stored.getToolCalls());
        withheld.clear();
        end(stored.getEnded());
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return end != null || failure != null;
    }

    /**
     * The object. To be asked for when all was told.
     *
     * @throws ProblemException if the stream did not complete
     */
    ObjectNode completion() {
        if (failure != null) {
            throw new ProblemException(failure);
        }
        StreamEnded completed = end;
        if (completed == null) {
            throw new IllegalStateException("the stream has not ended");
        }
        ObjectNode json =
                identity.object("chat.completion", completed.getModel().orElse(model));
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("message", message());
        choice.putNull("logprobs")
                .put("finish_reason", ToolCalls.finishReason(completed, calls.size(), withheld.size()));
        ObjectNode extension = json.objectNode();
        completed.getUsage().ifPresent(usage -> {
            json.set("usage", UsageJson.of(usage));
            UsageJson.source(usage, extension);
        });
        if (!withheld.isEmpty()) {
            ToolCalls.tell(withheld, extension);
        }
        return json.set("writ", extension);
    }

    private ObjectNode message() {
        boolean textOnly = calls.isEmpty() && withheld.isEmpty();
        ObjectNode message = Chunks.NODES.objectNode().put("role", "assistant");
        message.put("content", text.isEmpty() && !textOnly ? null : text.toString());
        message.put(
                "refusal",
                withheld.isEmpty()
                        ? null
                        : withheld.stream().map(ToolCalls::refusal).collect(Collectors.joining("\n")));
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(call -> array.add(ToolCalls.call(call)));
        }
        return message;
    }

    private void end(StreamEnded ended) {
        if (ended.getStatus() == StreamEnd.COMPLETED) {
            end = ended;
        } else if (ended.getStatus() != StreamEnd.SUPERSEDED) {
            failure = StreamFailure.of(ended);
        }
    }
}
