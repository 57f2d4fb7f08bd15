package dev.writ.torture.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Ways to see whether a process does its work. */
final class Probes implements AutoCloseable {

    /** What an answer begins with that says so. */
    static final String READY = "ready";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Ready where a GET is answered by 200. */
    Member.Probe get(URI url) {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        return () -> {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status == OK ? READY : "answers " + status;
        };
    }

    /** Ready where this broker answers, and knows as many brokers as there should be. */
    static Member.Probe broker(String address, int brokers) {
        return () -> {
            int known = nodes(address);
            return known == brokers ? READY : "knows " + known + " brokers";
        };
    }

    private static int nodes(String address) throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster()
                    .nodes()
                    .get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker at " + address + " does not answer", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
