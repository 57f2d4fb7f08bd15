package dev.writ.worker.simulated.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request (RFC 9112).
 *
 * @param headers by their names in lower case
 * @param body empty if there was none
 */
record HttpRequest(String method, String path, Map<String, String> headers, String body) {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    /**
     * Reads the next request of a connection; null at the connection's end.
     *
     * @throws IOException if the connection breaks, or what comes is not a request with a length
     */
    static @Nullable HttpRequest read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] start = line.split(" ", 3);
        if (start.length != 3) {
            throw new IOException("not a request line");
        }
        Map<String, String> headers = new TreeMap<>();
        int size = line.length();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            size += header.length();
            if (size > LONGEST_HEAD) {
                throw new IOException("the head is too long");
            }
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        String path = start[1].replaceFirst("\\?.*", "");
        return new HttpRequest(start[0], path, headers, body(in, headers));
    }

    /** A header's value; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("a body must come with its length");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("\\d{1,8}") || Integer.parseInt(length) > LONGEST_BODY) {
            throw new IOException("the body is too long");
        }
        byte[] bytes = in.readNBytes(Integer.parseInt(length));
        if (bytes.length < Integer.parseInt(length)) {
            throw new EOFException("the body ended early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line without its end; null at the end of the stream. */
    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (line.length() == LONGEST_HEAD) {
                throw new IOException("a line of the head is too long");
            }
            line.append((char) next);
        }
        return null;
    }
}
