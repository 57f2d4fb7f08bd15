package dev.writ.launcher.secrecy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text to be searched for: as it is, URL-encoded, in hexadecimal, and in base64 wherever it begins within something longer. */
final class Needle {

    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;

    private final String text;
    private final List<String> shapes;

    /** @param text in ASCII, and long enough not to be found by chance */
    Needle(String text) {
        this.text = text;
        this.shapes = Stream.concat(
                        Stream.of(
                                text,
                                URLEncoder.encode(text, StandardCharsets.UTF_8),
                                HexFormat.of().formatHex(bytes(text))),
                        IntStream.range(0, BASE64_BYTES).mapToObj(before -> base64(text, before)))
                .toList();
    }

    /** Whether it is in what was left behind. */
    boolean isIn(Trace trace) {
        String all = new String(trace.bytes(), StandardCharsets.ISO_8859_1);
        return shapes.stream().anyMatch(all::contains);
    }

    /** The characters that follow from the text alone, if so many bytes stand before it. */
    private static String base64(String text, int before) {
        byte[] all = new byte[before + text.length()];
        System.arraycopy(bytes(text), 0, all, before, text.length());
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(all);
        int first = Math.ceilDiv(before * BASE64_CHARACTERS, BASE64_BYTES);
        return encoded.substring(first, all.length * BASE64_CHARACTERS / BASE64_BYTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return text;
    }
}
