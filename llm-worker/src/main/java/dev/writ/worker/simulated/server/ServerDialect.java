package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How questions are read and answers written. Answers come in frames: whole events of an event stream. */
interface ServerDialect {

    /** The dialect of a path; null if there is none. */
    static @Nullable ServerDialect at(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> new OpenAiSide();
            case "/v1/messages" -> new AnthropicSide();
            default -> null;
        };
    }

    /** Its name in the journal. */
    String word();

    /**
     * Reads a request's body.
     *
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    Asked read(JsonNode body);

    /** The body of an error. */
    String error(int status, String message);

    /** An error in mid-stream, as a frame. */
    String errorFrame(String message);

    /** The answer in one piece. */
    String whole(Asked asked, SimulatedAnswer answer, String id);

    /** A writer of one streamed answer. */
    Frames frames(Asked asked, String id);

    /** The frames of one answer, asked for in their order. */
    interface Frames {
        /** Before everything else. */
        String opening(SimulatedAnswer answer);

        /** A piece of text. */
        String text(String token);

        /** The pieces of a tool call. */
        List<String> toolCall(int index, ToolCall call);

        /** Why it stops, and the counts. */
        String finish(SimulatedAnswer answer);

        /** What marks the end. */
        String last();
    }
}
