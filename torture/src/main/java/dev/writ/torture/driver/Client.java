package dev.writ.torture.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.torture.journal.DriverJournal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends each request under one Idempotency-Key until a gateway answers it, to one gateway after another, and writes down what it
 * was told. Safe for use by several threads.
 */
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> gateways;
    private final DriverJournal journal;
    private final Backoff backoff;
    private final AtomicInteger present = new AtomicInteger();

    /** @param gateways base URLs, one or more */
    Client(List<URI> gateways, DriverJournal journal, Backoff backoff) {
        this.gateways = List.copyOf(gateways);
        this.journal = journal;
        this.backoff = backoff;
    }

    /**
     * Sends it until it is answered.
     *
     * @return whether it was, before patience ended; also as no gateway should answer, which the journal then says
     */
    boolean send(Planned planned) throws IOException, InterruptedException {
        journal.intent(planned.requestId(), planned.what());
        long deadline = System.nanoTime() + backoff.patience().toNanos();
        String last = "";
        for (int tries = 1; System.nanoTime() - deadline < 0; tries++) {
            int at = present.get();
            try {
                HttpResponse<String> answer = http.send(request(gateways.get(at), planned), BodyHandlers.ofString());
                Optional<Told> told = Told.of(answer.statusCode(), answer.body());
                if (told.isPresent()) {
                    journal.answered(
                            planned.requestId(),
                            told.get().answer(),
                            told.get().decisionId(),
                            told.get().executionId(),
                            tries);
                    return true;
                }
                last = Integer.toString(answer.statusCode());
            } catch (UnexpectedAnswerException e) {
                journal.unexpected(planned.requestId(), String.valueOf(e.getMessage()));
                return true;
            } catch (IOException e) {
                last = e.toString();
            }
            present.compareAndSet(at, (at + 1) % gateways.size());
            Thread.sleep(backoff.after(tries));
        }
        journal.gaveUp(planned.requestId(), last);
        return false;
    }

    private static HttpRequest request(URI gateway, Planned planned) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(planned.path()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", planned.key())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(planned.body())));
        if (planned.async()) {
            request.header("Prefer", "respond-async");
        }
        return request.build();
    }

    @Override
    public void close() {
        http.close();
    }
}
