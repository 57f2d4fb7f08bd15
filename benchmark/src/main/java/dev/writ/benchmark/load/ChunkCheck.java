package dev.writ.benchmark.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of chunks in the OpenAI dialect: the whole text must come, then a reason, then the sign of the end. */
final class ChunkCheck implements Check {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String DONE = "[DONE]";

    private final String expected;
    /** Where each token of the text ends. */
    private final int[] ends;

    private int position;
    private int tokens;
    private @Nullable String finishReason;
    private @Nullable String trouble;
    private boolean ended;

    /** @param expected the tokens, which may come several in a chunk */
    ChunkCheck(List<String> expected) {
        this.expected = String.join("", expected);
        this.ends = new int[expected.size()];
        int end = 0;
        for (int token = 0; token < ends.length; token++) {
            end += expected.get(token).length();
            ends[token] = end;
        }
    }

    @Override
    public long take(String name, byte[] data, int from, int to) {
        String text = new String(data, from, to - from, StandardCharsets.UTF_8);
        if (text.equals(DONE)) {
            end();
            return 0;
        }
        int before = position;
        try (JsonParser json = JSON.createParser(text)) {
            read(json);
        } catch (IOException e) {
            fail("not JSON: " + e.getMessage());
        }
        while (tokens < ends.length && ends[tokens] <= position) {
            tokens++;
        }
        return position > before ? tokens : 0;
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
        return "";
    }

    private void end() {
        if (position != expected.length()) {
            fail("the text ends after " + position + " of " + expected.length() + " characters");
        } else if (finishReason == null) {
            fail("the end has no finish_reason");
        } else {
            ended = true;
        }
    }

    private void read(JsonParser json) throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                continue;
            }
            switch (json.currentName()) {
                case "content" -> content(json.nextTextValue());
                case "finish_reason" -> {
                    String reason = json.nextTextValue();
                    finishReason = reason == null ? finishReason : reason;
                }
                case "error" -> fail("ended by an error, code " + code(json));
                default -> {
                    // Of no interest here.
                }
            }
        }
    }

    /** Reads an error to its end. */
    private static String code(JsonParser json) throws IOException {
        String code = "none";
        while (json.nextToken() != null && json.currentToken() != JsonToken.END_OBJECT) {
            if (json.currentToken() == JsonToken.VALUE_STRING && "code".equals(json.currentName())) {
                code = json.getText();
            }
        }
        return code;
    }

    private void content(@Nullable String piece) {
        if (piece == null) {
            return;
        }
        if (!expected.startsWith(piece, position)) {
            fail("the text differs from character " + position + " on");
        }
        position += piece.length();
    }
}
