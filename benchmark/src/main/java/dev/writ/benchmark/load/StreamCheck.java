package dev.writ.benchmark.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds one stream's events against what must come: numbers without a gap, and either the whole text and a complete end, or a
 * part of the text and an end that says why it was cancelled and behind which event.
 */
final class StreamCheck implements Check {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long NONE = -1;

    private final String expected;
    private final int expectedTokens;
    private final Optional<String> expectedCause;
    private final StringBuilder scratch = new StringBuilder();
    private long nextSeq;
    private int position;
    private @Nullable String trouble;
    private boolean ended;
    private String executionId = "";

    private long seq;
    private long tokensSoFar;
    private String finishReason = "";
    private String status = "";
    private String cause = "";
    private long lastSeq;

    /**
     * @param expected the whole text
     * @param expectedTokens its tokens, as the provider counts them
     * @param expectedCause what it is to be cancelled for; empty if it is to end by itself
     */
    StreamCheck(String expected, int expectedTokens, Optional<String> expectedCause) {
        this.expected = expected;
        this.expectedTokens = expectedTokens;
        this.expectedCause = expectedCause;
    }

    @Override
    public long take(String name, byte[] data, int from, int to) {
        seq = NONE;
        scratch.setLength(0);
        try (JsonParser json = JSON.createParser(data, from, to - from)) {
            read(json);
        } catch (IOException e) {
            fail("not JSON in " + name + ": " + e.getMessage());
            return 0;
        }
        if (seq != nextSeq) {
            fail(name + " has the number " + seq + " where " + nextSeq + " was due");
        }
        nextSeq = seq + 1;
        switch (name) {
            case "streaming:start" -> {}
            case "streaming:update" -> {
                if (!matches(position)) {
                    fail("the text differs from character " + position + " on");
                }
                position += scratch.length();
                return tokensSoFar;
            }
            case "streaming:complete" -> complete();
            case "streaming:error" -> cancelled();
            default -> fail("got the event " + name);
        }
        return 0;
    }

    @Override
    public @Nullable String trouble() {
        return trouble == null && !ended ? "has no end" : trouble;
    }

    @Override
    public void fail(String what) {
        trouble = trouble == null ? what : trouble;
    }

    @Override
    public boolean isOver() {
        return ended || trouble != null;
    }

    @Override
    public String executionId() {
        return executionId;
    }

    private void complete() {
        if (expectedCause.isPresent()) {
            fail("ended by itself");
        } else if (position != expected.length()) {
            fail("the text ends after " + position + " of " + expected.length() + " characters");
        } else if (!expected.contentEquals(scratch)) {
            fail("the end tells another text than its stream");
        } else if (tokensSoFar != expectedTokens) {
            fail("counted are " + tokensSoFar + " tokens of " + expectedTokens);
        } else if (finishReason.isEmpty()) {
            fail("the end has no finish_reason");
        } else {
            ended = true;
        }
    }

    private void cancelled() {
        if (!expectedCause.equals(Optional.of(cause)) || !status.equals("cancelled")) {
            fail("ended as " + status + " because of " + cause);
        } else if (lastSeq != seq - 1) {
            fail("the end names " + lastSeq + " as the last event, and " + (seq - 1) + " was");
        } else {
            ended = true;
        }
    }

    private boolean matches(int at) {
        int length = scratch.length();
        return at + length <= expected.length() && expected.startsWith(scratch.toString(), at);
    }

    private void read(JsonParser json) throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                continue;
            }
            switch (json.currentName()) {
                case "seq" -> seq = json.nextLongValue(NONE);
                case "delta", "content" -> scratch.append(json.nextTextValue());
                case "tokens_so_far", "output_tokens" -> tokensSoFar = json.nextLongValue(NONE);
                case "last_seq" -> lastSeq = json.nextLongValue(NONE);
                case "status" -> status = json.nextTextValue();
                case "error" -> cause = json.nextTextValue();
                case "id" -> executionId = executionId.isEmpty() ? json.nextTextValue() : executionId;
                case "finish_reason" -> finishReason = json.nextTextValue();
                default -> {
                    // Of no interest here.
                }
            }
        }
    }
}
