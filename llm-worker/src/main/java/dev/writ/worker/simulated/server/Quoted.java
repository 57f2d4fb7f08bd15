package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Texts as JSON, and JSON in pieces. */
final class Quoted {

    private static final int PIECE = 12;

    private Quoted() {}

    /** The text as a JSON string, quotes included. */
    static String json(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The text in pieces of a few characters, as models write arguments; no character is cut in half. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + PIECE);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
