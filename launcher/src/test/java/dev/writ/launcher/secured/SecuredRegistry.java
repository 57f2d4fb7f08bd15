package dev.writ.launcher.secured;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.writ.local.Ports;
import dev.writ.local.registry.SchemaRegistryServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A schema registry behind TLS and HTTP basic authentication. */
final class SecuredRegistry implements AutoCloseable {

    private static final String USER_INFO = "writ:registry-secret";
    private static final String EXPECTED =
            "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(StandardCharsets.UTF_8));

    private final SchemaRegistryServer registry;
    private final Certificate certificate;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();

    private SecuredRegistry(SchemaRegistryServer registry, Certificate certificate, HttpsServer server) {
        this.registry = registry;
        this.certificate = certificate;
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static SecuredRegistry start(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Certificate certificate = Certificate.make(folder, "registry");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(certificate)));
        SchemaRegistryServer registry = SchemaRegistryServer.start(folder.resolve("schemas.jsonl"), Ports.free());
        return new SecuredRegistry(registry, certificate, server);
    }

    /** The settings that a client of the registry writes down. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("schema.registry.url", url().toString());
        settings.put("schema.registry.basic.auth.user.info", USER_INFO);
        settings.put(
                "schema.registry.ssl.truststore.location",
                certificate.truststore().toString());
        settings.put("schema.registry.ssl.truststore.password", Certificate.PASSWORD);
        return settings;
    }

    /** The certificate as text. */
    Path pem() {
        return certificate.pem();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    private static SSLContext tls(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = Certificate.PASSWORD.toCharArray();
        try (InputStream content = Files.newInputStream(certificate.keystore())) {
            store.load(content, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!EXPECTED.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            HttpRequest request = HttpRequest.newBuilder(
                            registry.url().resolve(exchange.getRequestURI().getRawPath()))
                    .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        try (registry;
                threads) {
            http.close();
        }
    }
}
