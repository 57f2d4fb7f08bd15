package dev.writ.testcluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Apicurio Registry in a container, under the Confluent REST API. What it has acknowledged it keeps when it stops. */
final class RegistryPart implements AutoCloseable {

    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
    private static final int PORT = 8080;
    private static final String API = "/apis/ccompat/v7";
    private static final String SUBJECTS = "/subjects";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ContainerPart<GenericContainer<?>> part = new ContainerPart<>(
            new GenericContainer<>(IMAGE)
                    // A file that is written at once: the default is kept in memory only.
                    .withEnv("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/registry;WRITE_DELAY=0")
                    .withEnv("JAVA_OPTS_APPEND", "-Xmx400m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                    .waitingFor(Wait.forHttp(API + SUBJECTS).forPort(PORT)),
            PORT);

    /** Starts the registry and makes it refuse what older readers cannot read, as others do from the start. */
    void start() {
        part.start();
        HttpRequest request = request("/config")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString("{\"compatibility\": \"BACKWARD\"}"))
                .build();
        int status;
        try {
            status = status(request);
        } catch (IOException e) {
            throw new IllegalStateException("the schema registry cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (status != OK) {
            throw new IllegalStateException("the schema registry answers " + status + " to PUT /config");
        }
    }

    URI url() {
        return URI.create("http://" + part.address() + API);
    }

    void stop() {
        part.stop();
    }

    void startAgain() {
        part.startAgain(() -> status(request(SUBJECTS).build()) == OK);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(TIMEOUT);
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        part.close();
    }
}
