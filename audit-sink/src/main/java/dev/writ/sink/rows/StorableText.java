package dev.writ.sink.rows;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as PostgreSQL can hold it. PostgreSQL refuses U+0000 and has no way to write half of a surrogate pair, so these
 * stand as in JSON: a backslash, u and four hex digits. A backslash that already begins such a sequence is itself written
 * so, with the digits 005c, which makes {@link #restore} exact. Any other text stays as it is.
 */
public final class StorableText {

    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final int ESCAPED_LENGTH = 6;

    private StorableText() {}

    /** The text as it is stored; the same object if nothing is to be escaped. */
    public static String of(String text) {
        int first = nextToEscape(text, 0);
        if (first == text.length()) {
            return text;
        }
        StringBuilder stored = new StringBuilder(text.length() + ESCAPED_LENGTH);
        int from = 0;
        for (int at = first; at < text.length(); at = nextToEscape(text, from)) {
            stored.append(text, from, at).append(String.format("\\u%04x", (int) text.charAt(at)));
            from = at + 1;
        }
        return stored.append(text, from, text.length()).toString();
    }

    /** The text that {@link #of} was given. */
    public static String restore(String stored) {
        return ESCAPED.matcher(stored)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static int nextToEscape(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == 0 || (c == '\\' && beginsEscape(text, at))) {
                return at;
            }
            if (Character.isSurrogate(c)) {
                int codePoint = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return at;
                }
                at++;
            }
            at++;
        }
        return text.length();
    }

    private static boolean beginsEscape(String text, int at) {
        return ESCAPED.matcher(text)
                .region(at, Math.min(text.length(), at + ESCAPED_LENGTH))
                .matches();
    }
}
