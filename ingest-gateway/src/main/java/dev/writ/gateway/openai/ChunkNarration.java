package dev.writ.gateway.openai;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.Problem;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a stream as chunks. What went out cannot be taken back in this dialect: a new attempt is passed on from where it
 * goes beyond what the client has, and ends the stream where it says something else. For one thread.
 */
final class ChunkNarration implements Narration {

    private final Chunks chunks;
    private final boolean includeUsage;
    private final Course course = new Course();
    private final Sent sent = new Sent();
    private boolean begun;
    private boolean ended;
    private @Nullable Problem failure;

    ChunkNarration(Identity identity, String model, boolean includeUsage) {
        this.chunks = new Chunks(identity, model, includeUsage);
        this.includeUsage = includeUsage;
    }

    @Override
    public List<Event> narrate(Signal.Token token) {
        Course.Step step = course.take(token);
        if (ended || step == Course.Step.STALE) {
            return List.of();
        }
        if (step == Course.Step.NEW_ATTEMPT) {
            sent.beginAgain();
        }
        return switch (token.event().getBody()) {
            case StreamStarted started -> {
                chunks.model(started.getModel());
                yield List.of();
            }
            case TokenDelta delta -> text(delta.getText());
            case ToolCallAllowed allowed -> call(allowed.getCall());
            case ToolCallWithheld call -> {
                boolean first = sent.withheld() == 0;
                yield told(sent.take(call), () -> chunks.withheld(call, first));
            }
            case StreamEnded end -> end(end);
            default -> throw new IllegalStateException("no such token event");
        };
    }

    @Override
    public Event tellWithoutEnd(ExecutionEvent event) {
        return fail(StreamFailure.of(event));
    }

    /** As a further attempt, which says it all at once. */
    @Override
    public List<Event> narrateStored(CompletionText stored) {
        sent.beginAgain();
        chunks.model(stored.getModel());
        List<Event> events = new ArrayList<>();
        if (!stored.getText().isEmpty()) {
            events.addAll(text(stored.getText()));
        }
        for (ToolCall call : stored.getToolCalls()) {
            if (!ended) {
                events.addAll(call(call));
            }
        }
        if (!ended) {
            events.addAll(end(stored.getEnded()));
        }
        return events;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** Why the stream ended before anything of it went out; empty if something did, or it has not failed. */
    Optional<Problem> failureBeforeAll() {
        return begun ? Optional.empty() : Optional.ofNullable(failure);
    }

    private List<Event> text(String text) {
        return sent.more(text)
                .map(more -> more.isEmpty() ? List.<Event>of() : begin(chunks.text(more)))
                .orElseGet(this::reset);
    }

    private List<Event> call(ToolCall call) {
        int index = sent.calls();
        return told(sent.take(call), () -> chunks.call(index, call));
    }

    private interface Chunk {
        Event make();
    }

    private List<Event> told(Sent.Match match, Chunk chunk) {
        return switch (match) {
            case NEW -> begin(chunk.make());
            case KNOWN -> List.of();
            case OTHER -> reset();
        };
    }

    private List<Event> begin(Event... events) {
        List<Event> all = new ArrayList<>();
        if (!begun) {
            begun = true;
            all.add(chunks.role());
        }
        all.addAll(List.of(events));
        return all;
    }

    private List<Event> end(StreamEnded end) {
        if (end.getStatus() == StreamEnd.SUPERSEDED) {
            return List.of();
        }
        if (end.getStatus() != StreamEnd.COMPLETED) {
            return List.of(fail(StreamFailure.of(end)));
        }
        if (!sent.isAllSaid()) {
            return reset();
        }
        ended = true;
        List<Event> last = begin(chunks.finish(ToolCalls.finishReason(end, sent.calls(), sent.withheld())));
        if (includeUsage) {
            end.getUsage().ifPresent(usage -> last.add(chunks.usage(usage)));
        }
        last.add(Chunks.done());
        return last;
    }

    private List<Event> reset() {
        return List.of(fail(StreamFailure.reset()));
    }

    private Event fail(Problem problem) {
        ended = true;
        failure = problem;
        return Chunks.error(problem);
    }
}
