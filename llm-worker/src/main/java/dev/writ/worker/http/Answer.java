package dev.writ.worker.http;

import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.worker.provider.DeltaSink;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an answer has said so far; text goes on at once, a tool call when it is whole. Not safe for use by several threads. */
public final class Answer {

    /** Most characters of one tool call's arguments: a record on Kafka has to hold them. */
    private static final int LONGEST_ARGUMENTS = 256 * 1024;

    private final DeltaSink sink;
    private final SortedMap<Integer, Parts> open = new TreeMap<>();
    private int toolCalls;
    private @Nullable String finishReason;
    private @Nullable Usage usage;
    private @Nullable ProviderError error;
    private boolean done;

    /** A tool call of which more may come. */
    private record Parts(String id, String name, StringBuilder arguments) {}

    Answer(DeltaSink sink) {
        this.sink = sink;
    }

    /** More text; may be empty. */
    public void text(String text) throws InterruptedException {
        if (!text.isEmpty()) {
            sink.accept(text);
        }
    }

    /**
     * A tool call begins.
     *
     * @param position its place in the answer, as the dialect counts
     */
    public void toolCallBegins(int position, String id, String name) {
        open.put(position, new Parts(id, name, new StringBuilder()));
    }

    /**
     * More of a tool call's arguments.
     *
     * @throws SseProtocolException if no such call has begun, or it becomes too long
     */
    public void toolArguments(int position, String part) throws SseProtocolException {
        Parts call = open.get(position);
        if (call == null) {
            throw new SseProtocolException("arguments of a tool call came before its name");
        }
        if (call.arguments().length() + part.length() > LONGEST_ARGUMENTS) {
            throw new SseProtocolException("the arguments of a tool call are too long");
        }
        call.arguments().append(part);
    }

    /** Whether a tool call has begun at that place and has not been handed on. */
    public boolean hasToolCall(int position) {
        return open.containsKey(position);
    }

    /** Hands the tool calls on that have begun, in the order of their places: they are whole. */
    public void toolCallsAreWhole() throws InterruptedException {
        List<Parts> whole = new ArrayList<>(open.values());
        open.clear();
        for (Parts parts : whole) {
            String arguments =
                    parts.arguments().isEmpty() ? "{}" : parts.arguments().toString();
            sink.toolCall(toolCalls++, new ToolCall(parts.id(), parts.name(), arguments));
        }
    }

    /** Why the model stopped. */
    public void finished(String reason) {
        finishReason = reason;
    }

    /** What the provider counted. */
    public void counted(int inputTokens, int outputTokens) {
        usage = new Usage(inputTokens, outputTokens, UsageSource.PROVIDER);
    }

    /** The provider reports an error in place of the rest. */
    public void failed(ProviderError told) {
        error = told;
    }

    /** Nothing more will be said. */
    public void done() {
        done = true;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    @Nullable
    ProviderError error() {
        return error;
    }

    boolean isDone() {
        return done;
    }
}
