package dev.writ.benchmark.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Holds one stream's events against what must come: numbers without a gap, the whole text, and a complete end. */
final class StreamCheck {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long NONE = -1;

    private final String expected;
    private final int expectedTokens;
    private final StringBuilder scratch = new StringBuilder();
    private long nextSeq;
    private int position;
    private @Nullable String trouble;
    private boolean complete;

    private long seq;
    private long tokensSoFar;
    private String finishReason = "";

    StreamCheck(String expected, int expectedTokens) {
        this.expected = expected;
        this.expectedTokens = expectedTokens;
    }

    /**
     * Takes an event.
     *
     * @return tokens so far; 0 for events without
     */
    long take(String name, byte[] data, int from, int to) {
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
            default -> fail("got the event " + name);
        }
        return 0;
    }

    /** What is wrong, in words, the first thing only; null for a stream that came whole and is complete. */
    @Nullable
    String trouble() {
        return trouble == null && !complete ? "has no end" : trouble;
    }

    /** Remembers the first thing that is wrong. */
    void fail(String what) {
        trouble = trouble == null ? what : trouble;
    }

    boolean isOver() {
        return complete || trouble != null;
    }

    private void complete() {
        if (position != expected.length() || scratch.length() != position || !matches(0)) {
            fail("the text ends after " + position + " of " + expected.length() + " characters");
        } else if (tokensSoFar != expectedTokens) {
            fail("counted are " + tokensSoFar + " tokens of " + expectedTokens);
        } else if (finishReason.isEmpty()) {
            fail("the end has no finish_reason");
        } else {
            complete = true;
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
                case "finish_reason" -> finishReason = json.nextTextValue();
                default -> {
                    // Of no interest here.
                }
            }
        }
    }
}
