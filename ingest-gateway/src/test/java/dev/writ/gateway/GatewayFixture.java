package dev.writ.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.local.LocalCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway on the test cluster, and a client of it. */
final class GatewayFixture implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final GatewayService gateway;
    private final Client client;

    GatewayFixture(LocalCluster cluster) {
        this(cluster, Map.of());
    }

    GatewayFixture(LocalCluster cluster, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("gateway.port", "0");
        all.put("gateway.drain.ms", "0");
        all.put("gateway.decision.timeout.ms", "5000");
        all.put("bootstrap.servers", cluster.bootstrapServers());
        all.put("schema.registry.url", cluster.registryUrl().toString());
        all.putAll(settings);
        gateway = GatewayService.start(GatewayConfig.from(all), Metrics.unserved());
        client = new Client(gateway.port());
        await().atMost(Duration.ofSeconds(30)).until(gateway::isReady);
    }

    /** An answer: its status, header fields and JSON. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new IllegalStateException(response.body(), e);
            }
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }
    }

    /** A client of a gateway that may not be ready. */
    static final class Client implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final int port;

        Client(int port) {
            this.port = port;
        }

        Reply post(String path, String body, String... headers) {
            return send(request("POST", path, body, headers));
        }

        Reply put(String path, String body, String... headers) {
            return send(request("PUT", path, body, headers));
        }

        Reply get(String path, String... headers) {
            return send(request("GET", path, "", headers));
        }

        /** The lines of an event stream as they come. */
        HttpResponse<Stream<String>> stream(String method, String path, String body, String... headers) {
            try {
                return http.send(request(method, path, body, headers), BodyHandlers.ofLines());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private HttpRequest request(String method, String path, String body, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(20));
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
        }

        private Reply send(HttpRequest request) {
            try {
                return new Reply(http.send(request, BodyHandlers.ofString()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }

    Reply post(String path, String body, String... headers) {
        return client.post(path, body, headers);
    }

    Reply put(String path, String body, String... headers) {
        return client.put(path, body, headers);
    }

    Reply get(String path, String... headers) {
        return client.get(path, headers);
    }

    HttpResponse<Stream<String>> stream(String method, String path, String body, String... headers) {
        return client.stream(method, path, body, headers);
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }
}
