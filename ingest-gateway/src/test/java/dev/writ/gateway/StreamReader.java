package dev.writ.gateway;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A client that reads one event stream event by event. Closing it ends its connection. */
final class StreamReader implements AutoCloseable {

    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;
    private String id = "";
    private String name = "";
    private String data = "";
    private Optional<UncheckedIOException> cut = Optional.empty();

    /** One event as it was told; the id is empty if it has none. */
    record Told(String id, String name, String data) {}

    StreamReader(GatewayFixture gateway, String path, String... headers) {
        this(gateway.client, path, headers);
    }

    StreamReader(GatewayFixture.Client client, String path, String... headers) {
        this.response = client.stream("GET", path, "", headers);
        this.lines = response.body().iterator();
    }

    /** A reader that resumes behind an event. */
    static StreamReader behind(GatewayFixture gateway, String path, String id) {
        return new StreamReader(gateway, path, "Last-Event-ID", id);
    }

    HttpClient.Version version() {
        return response.version();
    }

    int status() {
        return response.statusCode();
    }

    /** So many further events. */
    List<Told> read(int count) {
        List<Told> all = new ArrayList<>();
        while (all.size() < count && lines.hasNext()) {
            take(lines.next()).ifPresent(all::add);
        }
        return all;
    }

    /** What is left, up to where the connection or the stream breaks off. */
    List<Told> untilCut() {
        List<Told> all = new ArrayList<>();
        try {
            while (lines.hasNext()) {
                take(lines.next()).ifPresent(all::add);
            }
        } catch (UncheckedIOException e) {
            cut = Optional.of(e);
        }
        return all;
    }

    /** What broke it off; empty if nothing did. */
    Optional<UncheckedIOException> cut() {
        return cut;
    }

    /** An empty line ends an event; what breaks off before it is none. */
    private Optional<Told> take(String line) {
        if (line.startsWith("id: ")) {
            id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
            name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data = line.substring("data: ".length());
        } else if (line.isEmpty() && !data.isEmpty()) {
            Told told = new Told(id, name, data);
            id = "";
            data = "";
            return Optional.of(told);
        }
        return Optional.empty();
    }

    /** What is left, to the end of the stream. */
    List<Told> rest() {
        return read(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        response.body().close();
    }
}
