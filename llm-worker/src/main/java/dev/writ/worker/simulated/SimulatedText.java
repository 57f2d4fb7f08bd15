package dev.writ.worker.simulated;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that a simulated model answers: the same messages give the same text. */
final class SimulatedText {

    private static final int LONGEST_ECHO = 80;
    private static final int WORDS_PER_SENTENCE = 8;
    private static final int DEFAULT_WORDS = 32;
    private static final Pattern LENGTH = Pattern.compile("simulated-tokens-([1-9]\\d{0,4})");
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

    /**
     * The answer in tokens: words with the space before them. As long as it happens to be, or, for a model id such as
     * simulated-tokens-600, of exactly that many tokens.
     */
    static List<String> tokensFor(String model, List<ChatMessage> messages) {
        List<String> tokens = new ArrayList<>();
        for (String word : ("This is a simulated answer to: " + lastContent(messages)).split("(?= )", -1)) {
            tokens.add(word);
        }
        tokens.add(".");
        String seed = Ids.derive("simulated-text", partsOf(messages));
        Matcher length = LENGTH.matcher(model);
        int wanted = length.matches() ? Integer.parseInt(length.group(1)) : tokens.size() + DEFAULT_WORDS;
        for (int block = 0; tokens.size() < wanted; block++) {
            addWords(tokens, Ids.derive("simulated-text-words", seed, block));
        }
        return List.copyOf(tokens.subList(0, wanted));
    }

    private static void addWords(List<String> tokens, String seed) {
        byte[] bytes = HexFormat.of().parseHex(seed.replace("-", ""));
        for (int i = 0; i < bytes.length; i++) {
            String word = WORDS.get(Math.floorMod(bytes[i], WORDS.size()));
            boolean first = i % WORDS_PER_SENTENCE == 0;
            boolean last = i % WORDS_PER_SENTENCE == WORDS_PER_SENTENCE - 1;
            tokens.add(" " + (first ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word)
                    + (last ? "." : ""));
        }
    }

    /** The start of a text, short enough to be said again. */
    static String echo(String content) {
        int end = content.offsetByCodePoints(0, Math.min(LONGEST_ECHO, content.codePointCount(0, content.length())));
        return content.substring(0, end);
    }

    /** What the messages say, as one text that differs if they differ. */
    static String partsOf(List<ChatMessage> messages) {
        List<Object> parts = new ArrayList<>();
        messages.forEach(message -> {
            parts.add(message.getRole());
            parts.add(message.getContent());
        });
        return Ids.derive("simulated-messages", parts.toArray());
    }

    private static String lastContent(List<ChatMessage> messages) {
        return messages.isEmpty() ? "nothing" : echo(messages.getLast().getContent());
    }
}
