package dev.writ.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.writ.local.LocalClusterException;
import dev.writ.local.PortTakenException;
import dev.writ.local.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running schema registry on loopback. What it knows outlives it in its file.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the API</a>
 */
public final class SchemaRegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistryServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MOST_BODY_BYTES = 1 << 20;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Subjects subjects;
    private final Routes routes;

    private SchemaRegistryServer(HttpServer http, Subjects subjects) {
        this.http = http;
        this.subjects = subjects;
        this.routes = SchemaRegistryApi.routes(subjects);
    }

    /**
     * Starts a registry.
     *
     * @param file what the registry knows; made if missing
     * @param port 1 to 65535
     * @throws PortTakenException if another process listens there
     * @throws LocalClusterException if the file cannot be used
     */
    public static SchemaRegistryServer start(Path file, int port) {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            PortTakenException taken = new PortTakenException("The schema registry", port);
            taken.initCause(e);
            throw taken;
        } catch (IOException e) {
            throw new LocalClusterException("The schema registry cannot start: " + e.getMessage(), e);
        }
        SchemaRegistryServer server;
        try {
            server = new SchemaRegistryServer(http, new Subjects(RegistryLog.open(file)));
        } catch (RuntimeException e) {
            http.stop(0);
            throw e;
        }
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where clients connect. */
    public URI url() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = routes.answer(
                        exchange.getRequestMethod(),
                        path(exchange.getRequestURI()),
                        query(exchange.getRequestURI()),
                        body(exchange));
            } catch (RegistryError e) {
                status = e.httpStatus();
                answer = e.body();
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = Routes.object("error_code", 50001, "message", "Error in the backend data store");
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static List<String> path(URI uri) {
        return Arrays.stream(uri.getRawPath().replaceAll("^/|/$", "").split("/", -1))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : raw.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            query.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            throw new RegistryError(413, "The body is larger than " + MOST_BODY_BYTES + " bytes");
        }
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RegistryError(400, "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.stop(0);
        threads.close();
        subjects.close();
    }
}
