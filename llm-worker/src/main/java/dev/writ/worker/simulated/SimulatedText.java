package dev.writ.worker.simulated;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The text that a simulated model answers: the same messages give the same text. */
final class SimulatedText {

    private static final int LONGEST_ECHO = 80;
    private static final int WORDS_PER_SENTENCE = 8;
    private static final List<String> WORDS = List.of(
            "the",
            "agent",
            "reads",
            "every",
            "event",
            "and",
            "waits",
            "for",
            "a",
            "decision",
            "before",
            "it",
            "acts",
            "so",
            "that",
            "each",
            "step",
            "stays",
            "in",
            "log",
            "where",
            "anyone",
            "may",
            "follow",
            "what",
            "was",
            "asked",
            "who",
            "answered",
            "which",
            "rule",
            "held");

    private SimulatedText() {}

    /** The answer in tokens: words with the space before them. */
    static List<String> tokensFor(List<ChatMessage> messages) {
        List<String> tokens = new ArrayList<>();
        for (String word : ("This is a simulated answer to: " + lastContent(messages)).split("(?= )", -1)) {
            tokens.add(word);
        }
        tokens.add(".");
        byte[] seed = seed(messages);
        for (int i = 0; i < seed.length; i++) {
            String word = WORDS.get(Math.floorMod(seed[i], WORDS.size()));
            boolean first = i % WORDS_PER_SENTENCE == 0;
            boolean last = i % WORDS_PER_SENTENCE == WORDS_PER_SENTENCE - 1;
            tokens.add(" " + (first ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word)
                    + (last ? "." : ""));
        }
        return List.copyOf(tokens);
    }

    private static String lastContent(List<ChatMessage> messages) {
        String content = messages.isEmpty() ? "nothing" : messages.getLast().getContent();
        int end = content.offsetByCodePoints(0, Math.min(LONGEST_ECHO, content.codePointCount(0, content.length())));
        return content.substring(0, end);
    }

    private static byte[] seed(List<ChatMessage> messages) {
        List<Object> parts = new ArrayList<>();
        messages.forEach(message -> {
            parts.add(message.getRole());
            parts.add(message.getContent());
        });
        String first = Ids.derive("simulated-text", parts.toArray());
        String second = Ids.derive("simulated-text-2", first);
        return HexFormat.of().parseHex((first + second).replace("-", ""));
    }
}
