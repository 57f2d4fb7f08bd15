package dev.writ.launcher.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** The events of one stream, over as many connections as it takes. For one thread. */
final class StreamFollower {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private String path = "";
    private String executionId = "";
    private String lastId = "";
    private String content = "";
    private boolean ended;
    private boolean gap;
    private int attempts;
    private long seq = -1;

    /** Whether it is known where the stream goes on. */
    boolean isPlaced() {
        return !lastId.isEmpty();
    }

    String path() {
        return path;
    }

    String lastId() {
        return lastId;
    }

    String executionId() {
        return executionId;
    }

    boolean hasEnded() {
        return ended;
    }

    int attempts() {
        return attempts;
    }

    /** Whether each event came once and in order, and the text is what the last event repeats. */
    boolean isWhole() {
        return !gap && !content.isEmpty() && content.contentEquals(text);
    }

    /**
     * Reads the events of one connection, to the stream's end or the connection's.
     *
     * @throws IOException if the connection breaks
     */
    void read(HttpResponse<?> answer, Stream<String> lines, Runnable moved) throws IOException {
        answer.headers().firstValue("Content-Location").ifPresent(location -> path = location);
        String name = "";
        String id = "";
        try {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                String line = each.next();
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    take(name, JSON.readTree(line.substring("data: ".length())));
                    lastId = id;
                    moved.run();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void take(String name, JsonNode data) throws IOException {
        executionId = data.path("id").asText();
        long next = data.path("seq").asLong();
        switch (name) {
            case "streaming:start" -> {
                attempts++;
                text.setLength(0);
                gap |= next != 0;
            }
            case "streaming:update" -> {
                text.append(data.path("delta").asText());
                gap |= next != seq + 1;
            }
            case "streaming:complete" -> {
                content = data.path("content").asText();
                gap |= next != seq + 1;
                ended = true;
            }
            default -> throw new IllegalStateException("the stream has an event " + name + ": " + data);
        }
        seq = next;
    }
}
