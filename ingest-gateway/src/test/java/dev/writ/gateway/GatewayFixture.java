package dev.writ.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.testcluster.TestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

    /** Where chats are asked for. */
    static final String CHAT = "/api/atom-agent/chat/stream";

    private static final ObjectMapper JSON = new ObjectMapper();

    final GatewayService gateway;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    final Client client;

    GatewayFixture(TestCluster cluster) {
        this(cluster, Map.of());
    }

    GatewayFixture(TestCluster cluster, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("gateway.port", "0");
        all.put("gateway.drain.ms", "0");
        all.put("gateway.decision.timeout.ms", "10000");
        all.put("bootstrap.servers", cluster.bootstrapServers());
        all.put("schema.registry.url", cluster.registryUrl().toString());
        all.putAll(settings);
        gateway = GatewayService.start(GatewayConfig.from(all), new Metrics(meters, () -> ""));
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

        private final HttpClient http;
        private final int port;

        Client(int port) {
            this(port, HttpClient.Version.HTTP_2);
        }

        Client(int port, HttpClient.Version version) {
            this.http = HttpClient.newBuilder().version(version).build();
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

    /** How many event streams are being written. */
    double activeStreams() {
        return meters.get("http.server.streams.active").gauge().value();
    }

    /** Of how many streams the time to the first piece was measured. */
    long measuredStreams() {
        return meters.get("writ.stream.first.token").timer().count();
    }

    /** What a chat is asked for with. */
    static String chatBody(String agent, String session) {
        return "{\"message\":\"hello\",\"user_id\":\"u1\",\"agent_id\":\"%s\",\"session_id\":\"%s\"}"
                .formatted(agent, session);
    }

    /** Asks for a chat. */
    Reply chat(String agent, String session, String... headers) {
        return post(CHAT, chatBody(agent, session), headers);
    }

    /** The execution that the URL of a stream is of. */
    static String executionOf(String streamUrl) {
        return streamUrl.split("/", -1)[3];
    }

    /** Waits until this gateway, too, knows the execution of a stream that was asked for at another. */
    void awaitStream(String streamUrl) {
        await().until(() -> get("/api/executions/" + executionOf(streamUrl)).status() == 200);
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
