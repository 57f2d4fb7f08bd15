package dev.writ.launcher.management;

import dev.writ.gateway.health.HealthRoutes;
import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.http.HttpSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves /health/live, /health/ready and /metrics, and nothing else. */
public final class ManagementServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BODY_BYTES = 1024;
    private static final int MOST_CONNECTIONS = 100;
    private static final int NO_STREAMS = 0;

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param troubles why each part that does not work now does not, by the names of the parts
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public static ManagementServer start(
            ManagementConfig config, Supplier<Map<String, String>> troubles, Telemetry telemetry) {
        HttpSettings settings = new HttpSettings(
                config.host(),
                List.of(),
                config.port(),
                MOST_BODY_BYTES,
                PATIENCE,
                PATIENCE,
                PATIENCE,
                MOST_CONNECTIONS,
                NO_STREAMS,
                Optional.empty());
        HealthRoutes routes = new HealthRoutes(troubles, telemetry.registry()::scrape);
        return new ManagementServer(HttpServer.start(settings, routes.routes(), telemetry.registry()));
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
