package dev.writ.gateway.tokens;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells one stream's token events as the push messages that users of the predecessor know. Tells every event once, in
 * order; events of an attempt that a later one superseded are left out. For one thread.
 */
final class Narrator implements Narration {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String executionId;
    private final StringBuilder text = new StringBuilder();
    private int attempt;
    private long lastOffset = -1;
    private String model = "";
    private long tokens;
    private boolean ended;

    Narrator(String executionId) {
        this.executionId = executionId;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public List<Event> narrate(Signal.Token token) {
        return tell(token).stream().toList();
    }

    /** The message for an event; empty if it is not to be told. */
    Optional<Event> tell(Signal.Token token) {
        TokenEvent event = token.event();
        if (ended || token.offset() <= lastOffset || event.getAttempt() < attempt) {
            return Optional.empty();
        }
        lastOffset = token.offset();
        if (event.getAttempt() > attempt) {
            attempt = event.getAttempt();
            text.setLength(0);
            tokens = 0;
        }
        String id = Cursor.of(event, token.offset()).toString();
        return switch (event.getBody()) {
            case StreamStarted started -> Optional.of(new Event(id, "streaming:start", start(event, started)));
            case TokenDelta delta -> Optional.of(new Event(id, "streaming:update", update(event, delta)));
            case StreamEnded end when end.getStatus() == StreamEnd.SUPERSEDED -> Optional.empty();
            case StreamEnded end
            when end.getStatus() == StreamEnd.COMPLETED -> {
                ended = true;
                yield Optional.of(new Event(id, "streaming:complete", complete(event, end)));
            }
            case StreamEnded end -> {
                ended = true;
                yield Optional.of(new Event(id, "streaming:error", error(event, end)));
            }
            default -> Optional.empty();
        };
    }

    @Override
    public Event tellWithoutEnd(ExecutionEvent event) {
        ended = true;
        ObjectNode json = NODES.objectNode().put("id", executionId);
        if (event.getBody() instanceof ExecutionFinished finished) {
            String status = finished.getStatus().name().toLowerCase(Locale.ROOT);
            boolean gone = finished.getStatus() == ExecutionStatus.COMPLETED;
            json.put("error", finished.getErrorCode().orElse(gone ? "tokens_expired" : status));
            json.put("status", status);
            finished.getErrorMessage().ifPresent(message -> json.put("message", message));
        }
        return new Event(null, "streaming:error", json.toString());
    }

    private String start(TokenEvent event, StreamStarted started) {
        model = started.getModel();
        return message(event)
                .put("model", model)
                .put("provider", started.getProvider())
                .put("agent_id", started.getAgentId())
                .put("agent_name", started.getAgentName())
                .toString();
    }

    private String update(TokenEvent event, TokenDelta delta) {
        text.append(delta.getText());
        tokens += delta.getChunks();
        ObjectNode json = message(event).put("delta", delta.getText()).put("complete", false);
        json.putObject("metadata").put("model", model).put("tokens_so_far", tokens);
        return json.toString();
    }

    private String complete(TokenEvent event, StreamEnded end) {
        ObjectNode json = message(event).put("content", text.toString()).put("complete", true);
        end.getFinishReason().ifPresent(reason -> json.put("finish_reason", reason));
        end.getUsage()
                .ifPresent(usage -> json.putObject("usage")
                        .put("input_tokens", usage.getInputTokens())
                        .put("output_tokens", usage.getOutputTokens())
                        .put("source", usage.getSource().name().toLowerCase(Locale.ROOT)));
        return json.toString();
    }

    private String error(TokenEvent event, StreamEnded end) {
        String status = end.getStatus().name().toLowerCase(Locale.ROOT);
        ObjectNode json =
                message(event).put("error", end.getErrorCode().orElse(status)).put("status", status);
        end.getErrorMessage().ifPresent(message -> json.put("message", message));
        return json.toString();
    }

    private ObjectNode message(TokenEvent event) {
        return NODES.objectNode()
                .put("id", executionId)
                .put("attempt", event.getAttempt())
                .put("seq", event.getSeq());
    }
}
