package dev.writ.gateway;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A client that reads one event stream event by event. Closing it ends its connection. */
final class StreamReader implements AutoCloseable {

    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    /** One event as it was told; the id is empty if it has none. */
    record Told(String id, String name, String data) {}

    StreamReader(GatewayFixture gateway, String path, String... headers) {
        this.response = gateway.stream("GET", path, "", headers);
        this.lines = response.body().iterator();
    }

    /** A reader that resumes behind an event. */
    static StreamReader behind(GatewayFixture gateway, String path, String id) {
        return new StreamReader(gateway, path, "Last-Event-ID", id);
    }

    int status() {
        return response.statusCode();
    }

    /** So many further events. */
    List<Told> read(int count) {
        List<Told> all = new ArrayList<>();
        String id = "";
        String name = "";
        while (all.size() < count && lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                all.add(new Told(id, name, line.substring("data: ".length())));
                id = "";
            }
        }
        return all;
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
