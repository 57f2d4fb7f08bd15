package dev.writ.gateway.openai;

import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a client has of an answer, and how much of it the attempt under way has said again. For one thread. */
final class Sent {

    /** What a tool call is to the client. */
    enum Match {
        /** It goes beyond what the client has. */
        NEW,
        /** The client has it. */
        KNOWN,
        /** The client has another in its place. */
        OTHER
    }

    private final StringBuilder text = new StringBuilder();
    private final List<SpecificRecord> tools = new ArrayList<>();
    private int saidText;
    private int saidTools;

    /** An attempt begins: it has said nothing yet. */
    void beginAgain() {
        saidText = 0;
        saidTools = 0;
    }

    /** The part of a text that goes beyond what the client has; empty if it contradicts that. */
    Optional<String> more(String piece) {
        int known = Math.min(text.length() - saidText, piece.length());
        if (!text.substring(saidText, saidText + known).equals(piece.substring(0, known))) {
            return Optional.empty();
        }
        String rest = piece.substring(known);
        text.append(rest);
        saidText += piece.length();
        return Optional.of(rest);
    }

    /** Takes a call in; the provider names the same call otherwise in each attempt. */
    Match take(ToolCall call) {
        return take(
                call,
                known -> known instanceof ToolCall earlier
                        && earlier.getName().equals(call.getName())
                        && earlier.getArguments().equals(call.getArguments()));
    }

    /** Takes a call in that was withheld. */
    Match take(ToolCallWithheld call) {
        return take(
                call,
                known -> known instanceof ToolCallWithheld earlier
                        && earlier.getName().equals(call.getName()));
    }

    /** How many calls went out. */
    int calls() {
        return (int) tools.stream().filter(ToolCall.class::isInstance).count();
    }

    /** How many calls were withheld. */
    int withheld() {
        return tools.size() - calls();
    }

    /** Whether the attempt has said all that the client has. */
    boolean isAllSaid() {
        return saidText == text.length() && saidTools == tools.size();
    }

    private interface Same {
        boolean as(SpecificRecord known);
    }

    private Match take(SpecificRecord call, Same same) {
        boolean beyond = saidTools == tools.size();
        if (beyond) {
            tools.add(call);
        }
        boolean matches = same.as(tools.get(saidTools));
        saidTools++;
        return beyond ? Match.NEW : matches ? Match.KNOWN : Match.OTHER;
    }
}
