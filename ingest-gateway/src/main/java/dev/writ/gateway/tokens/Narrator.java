package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells one stream's token events as the push messages that users of the predecessor know. Tells every event once, in
 * order; events of an attempt that a later one superseded are left out, and a reader of the earlier one is told to forget
 * it first. For one thread.
 */
final class Narrator implements Narration {

    private static final String SUPERSEDED = "superseded";
    private static final String EXPIRED = "tokens_expired";

    private final StreamMessages messages;
    private final StringBuilder text = new StringBuilder();
    private int attempt;
    private long lastOffset = -1;
    private String model = "";
    private long tokens;
    private boolean ended;

    /** Tells a stream to a reader who has seen the attempt of the cursor, or nothing. */
    Narrator(String executionId, Optional<Cursor> cursor) {
        this.messages = new StreamMessages(executionId);
        this.attempt = cursor.map(Cursor::attempt).orElse(0);
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public List<Event> narrate(Signal.Token token) {
        TokenEvent event = token.event();
        if (ended || token.offset() <= lastOffset || event.getAttempt() < attempt) {
            return List.of();
        }
        lastOffset = token.offset();
        List<Event> told = new ArrayList<>();
        if (event.getAttempt() > attempt) {
            if (attempt > 0) {
                String id = Cursor.before(event, token.offset()).toString();
                told.add(new Event(id, StreamMessages.RESET, messages.reset(event.getAttempt(), SUPERSEDED)));
            }
            attempt = event.getAttempt();
            text.setLength(0);
            tokens = 0;
        }
        tell(event, Cursor.of(event, token.offset()).toString()).ifPresent(told::add);
        return told;
    }

    @Override
    public Event tellWithoutEnd(ExecutionEvent event) {
        ended = true;
        int last = event.getBody() instanceof ExecutionFinished finished ? finished.getAttempt() : 0;
        return new Event(Cursor.stored(last, 0).toString(), StreamMessages.ERROR, messages.endWithoutTokens(event));
    }

    @Override
    public List<Event> narrateStored(CompletionText stored) {
        int last = stored.getAttempt();
        long seq = stored.getEnded().getLastSeq();
        List<Event> told = new ArrayList<>();
        told.add(storedEvent(told, last, StreamMessages.RESET, messages.reset(last, EXPIRED)));
        if (!stored.getText().isEmpty()) {
            long chunks = stored.getEnded()
                    .getUsage()
                    .map(usage -> (long) usage.getOutputTokens())
                    .orElse(0L);
            told.add(storedEvent(
                    told,
                    last,
                    StreamMessages.UPDATE,
                    messages.update(last, seq, stored.getText(), stored.getModel(), chunks)));
        }
        List<ToolCall> calls = stored.getToolCalls();
        for (int index = 0; index < calls.size(); index++) {
            told.add(storedEvent(
                    told, last, StreamMessages.TOOL_CALL, messages.toolCall(last, seq, index, calls.get(index))));
        }
        told.add(
                stored.getEnded().getStatus() == StreamEnd.COMPLETED
                        ? storedEvent(
                                told,
                                last,
                                StreamMessages.COMPLETE,
                                messages.complete(last, seq + 1, stored.getEnded(), stored.getText()))
                        : storedEvent(
                                told, last, StreamMessages.ERROR, messages.error(last, seq + 1, stored.getEnded())));
        return told;
    }

    private static Event storedEvent(List<Event> before, int attempt, String name, String data) {
        return new Event(Cursor.stored(attempt, before.size()).toString(), name, data);
    }

    private Optional<Event> tell(TokenEvent event, String id) {
        long seq = event.getSeq();
        return switch (event.getBody()) {
            case StreamStarted started -> {
                model = started.getModel();
                yield Optional.of(new Event(id, StreamMessages.START, messages.start(attempt, seq, started)));
            }
            case TokenDelta delta -> {
                text.append(delta.getText());
                tokens += delta.getChunks();
                yield Optional.of(new Event(
                        id, StreamMessages.UPDATE, messages.update(attempt, seq, delta.getText(), model, tokens)));
            }
            case ToolCallAllowed allowed ->
                Optional.of(new Event(
                        id,
                        StreamMessages.TOOL_CALL,
                        messages.toolCall(attempt, seq, allowed.getIndex(), allowed.getCall())));
            case ToolCallWithheld withheld ->
                Optional.of(
                        new Event(id, StreamMessages.TOOL_CALL_WITHHELD, messages.withheld(attempt, seq, withheld)));
            case StreamEnded end when end.getStatus() == StreamEnd.SUPERSEDED -> Optional.empty();
            case StreamEnded end -> {
                ended = true;
                yield Optional.of(
                        end.getStatus() == StreamEnd.COMPLETED
                                ? new Event(
                                        id,
                                        StreamMessages.COMPLETE,
                                        messages.complete(attempt, seq, end, text.toString()))
                                : new Event(id, StreamMessages.ERROR, messages.error(attempt, seq, end)));
            }
            default -> throw new IllegalStateException("no such token event: " + event.getBody());
        };
    }
}
