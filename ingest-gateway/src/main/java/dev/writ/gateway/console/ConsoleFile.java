package dev.writ.gateway.console;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.schemas.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the console, and how it is sent: compressed if the client takes that, and not again to a client that has it.
 *
 * @param mediaType with its charset
 * @param plain its bytes
 * @param compressed the same in gzip
 * @param hash of its bytes, which names this state of it
 */
record ConsoleFile(String mediaType, ByteBuffer plain, ByteBuffer compressed, String hash) {

    private static final String GZIP = "gzip";

    /**
     * What a page of the console may do: run and show what this server sends, and ask this server. A text that comes from an event
     * reaches the document as text, or as markup that DOMPurify has made; nothing else can.
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types dompurify");

    private static final Map<String, String> EVERY_ANSWER = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            // A new version is there at once, and what has not changed costs a 304.
            "Cache-Control", "no-cache",
            "Vary", "Accept-Encoding");

    /** A file of these bytes. */
    static ConsoleFile of(String mediaType, byte[] bytes) {
        return new ConsoleFile(
                mediaType, ByteBuffer.wrap(bytes), ByteBuffer.wrap(compress(bytes)), Ids.sha256Hex(bytes));
    }

    /** What to answer to who asks for it. */
    Answer answer(Exchange exchange) {
        boolean compresses = items(exchange, "Accept-Encoding").anyMatch(ConsoleFile::isGzip);
        String tag = "\"" + hash + (compresses ? "-" + GZIP : "") + "\"";
        Map<String, String> headers = new HashMap<>(EVERY_ANSWER);
        headers.put("ETag", tag);
        if (items(exchange, "If-None-Match").anyMatch(seen -> seen.equals(tag) || seen.equals("W/" + tag))) {
            return new Answer.File(304, ByteBuffer.allocate(0), headers);
        }
        headers.put("Content-Type", mediaType);
        if (compresses) {
            headers.put("Content-Encoding", GZIP);
        }
        return new Answer.File(200, compresses ? compressed : plain, headers);
    }

    private static Stream<String> items(Exchange exchange, String header) {
        return exchange.headers(header).stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::strip);
    }

    private static boolean isGzip(String coding) {
        List<String> parts = Arrays.stream(coding.toLowerCase(Locale.ROOT).split(";", -1))
                .map(String::strip)
                .toList();
        return parts.getFirst().equals(GZIP) && parts.stream().noneMatch(part -> part.matches("q=0(\\.0{0,3})?"));
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return compressed.toByteArray();
    }
}
