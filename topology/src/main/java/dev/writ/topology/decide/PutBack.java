package dev.writ.topology.decide;

import dev.writ.topology.intake.Request;
import dev.writ.topology.intake.RequestType;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Puts a request back at the end of its topic until the agent registry's first agent has been seen, so that nothing falls
 * back to a default agent that is only not here yet. The thread must not wait instead: it may be the one that has to write
 * that agent.
 */
final class PutBack {

    private static final String HEADER = "writ-put-back";
    private static final int MOST = 200;

    private PutBack() {}

    static boolean mayTryAgain(Headers headers) {
        return count(headers) < MOST;
    }

    static void send(Outlet outlet, Request request, Headers headers) {
        RequestType.ALL.stream()
                .filter(type -> type.kind() == request.kind())
                .forEach(type -> outlet.send(
                        output(type, request).with(HEADER, Integer.toString(count(headers) + 1)),
                        request.traceparent(),
                        request.time().toEpochMilli()));
    }

    private static <V extends SpecificRecord> Output output(RequestType<V> type, Request request) {
        V body = type.topic().type().cast(request.body());
        return new Output(type.topic(), request.key(), type.withId().apply(body, request.id()), request.id());
    }

    private static int count(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        String text = header == null ? "0" : new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : MOST;
    }
}
