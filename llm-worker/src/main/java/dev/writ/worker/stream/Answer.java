package dev.writ.worker.stream;

import dev.writ.schemas.event.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What an attempt has sent so far. Its hash and its length cover all of it; the text itself is kept up to a bound, so that a
 * worker of 2,000 streams stays within its memory whatever its models say. Not safe for use by several threads.
 */
public final class Answer {

    /** Most UTF-8 bytes of text that are kept: about 250,000 tokens, and half of the largest record. */
    static final int MOST_TEXT_BYTES = 1_000_000;
    /** Most UTF-16 units of all tool calls that go out together. */
    static final int MOST_TOOL_CHARACTERS = 128 * 1024;

    private final AttemptText text = new AttemptText();
    private final StringBuilder kept = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private final SequencedSet<String> withheldTools = new LinkedHashSet<>();
    private int toolCharacters;
    private boolean cut;

    /** Adds a piece of text; whole Unicode characters. */
    public void add(String piece) {
        text.add(piece);
        cut |= text.bytes() > MOST_TEXT_BYTES;
        if (!cut) {
            kept.append(piece);
        }
    }

    /** Adds a tool call that went out. */
    public void allow(ToolCall call) {
        toolCalls.add(call);
        toolCharacters += sizeOf(call);
    }

    /** Adds a tool whose call did not go out. */
    public void withhold(String tool) {
        withheldTools.add(tool);
    }

    /** Whether the call is small enough to go out with those before it. */
    boolean hasRoomFor(ToolCall call) {
        return toolCharacters + sizeOf(call) <= MOST_TOOL_CHARACTERS;
    }

    /** The text; the pieces up to the bound if there was more, so that its hash differs from {@link #sha256}. */
    public String text() {
        return kept.toString();
    }

    /** SHA-256 in hex of the whole text in UTF-8. */
    public String sha256() {
        return text.sha256();
    }

    /** Unicode code points of the text and units of the tool calls, for estimates; 0 or more. */
    public long characters() {
        return text.characters() + toolCharacters;
    }

    /** The tool calls that went out, in order. */
    public List<ToolCall> toolCalls() {
        return List.copyOf(toolCalls);
    }

    /** The tools whose calls did not, each once. */
    public List<String> withheldTools() {
        return List.copyOf(withheldTools);
    }

    private static int sizeOf(ToolCall call) {
        return call.getId().length()
                + call.getName().length()
                + call.getArguments().length();
    }
}
