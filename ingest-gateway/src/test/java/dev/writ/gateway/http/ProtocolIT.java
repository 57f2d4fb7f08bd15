package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same answers over each protocol. */
class ProtocolIT {

    private static final String PASSWORD = "only-for-this-test";

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void answersInClear(Version version) throws IOException, InterruptedException {
        try (HttpServerFixture fixture = new HttpServerFixture();
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            assertAnswers("http://127.0.0.1:" + fixture.port(), client, version);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void answersOverTls(Version version, @TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keystore = keystore(directory);
        TlsSettings tls = new TlsSettings(keystore.toString(), PASSWORD);
        try (HttpServerFixture fixture = new HttpServerFixture(100, 10, Optional.of(tls));
                HttpClient client = HttpClient.newBuilder()
                        .version(version)
                        .sslContext(trusting(keystore))
                        .build()) {
            assertAnswers("https://localhost:" + fixture.port(), client, version);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, /refuses,  200_000, false, 503",
        "HTTP_1_1, /echo,     200_000, false, 413",
        "HTTP_1_1, /echo,     200_000, true,  413",
        "HTTP_1_1, /nothing,  1_000,   true,  404",
        "HTTP_2,   /refuses,  200_000, false, 503",
        "HTTP_2,   /refuses,  1_000,   true,  503",
        "HTTP_2,   /echo,     200_000, false, 413",
        "HTTP_2,   /echo,     200_000, true,  413",
        "HTTP_2,   /nothing,  200_000, false, 404",
        "HTTP_2,   /nothing,  1_000,   true,  404",
        "HTTP_2,   /things/1, 1_000,   true,  405",
    })
    void answersARequestWhoseBodyComesLaterThanItsRefusal(
            Version version, String path, String bytes, boolean sized, int status)
            throws IOException, InterruptedException {
        try (HttpServerFixture fixture = new HttpServerFixture();
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            // Given
            URI base = URI.create("http://127.0.0.1:" + fixture.port());
            client.send(HttpRequest.newBuilder(base.resolve("/things/1")).build(), BodyHandlers.discarding());
            // A slow network: the body comes a while after the server has made up its mind.
            byte[] body = new byte[Integer.parseInt(bytes.replace("_", ""))];
            Executor later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
            BodyPublisher late = BodyPublishers.ofInputStream(() -> {
                CompletableFuture.runAsync(() -> {}, later).join();
                return new ByteArrayInputStream(body);
            });

            // When
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .POST(sized ? BodyPublishers.fromPublisher(late, body.length) : late)
                            .build(),
                    BodyHandlers.ofString());

            // Then
            assertThat(refused.version()).isEqualTo(version);
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        }
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(new TlsSettings("file", PASSWORD).toString()).doesNotContain(PASSWORD);
    }

    private static void assertAnswers(String base, HttpClient client, Version version)
            throws IOException, InterruptedException {
        HttpRequest good = HttpRequest.newBuilder(URI.create(base + "/echo"))
                .POST(BodyPublishers.ofString("hi"))
                .build();
        // h2c begins with an upgrade, which takes a request without a body.
        client.send(HttpRequest.newBuilder(URI.create(base + "/things/1")).build(), BodyHandlers.ofString());
        HttpResponse<String> echo = client.send(good, BodyHandlers.ofString());
        assertThat(echo.version()).isEqualTo(version);
        assertThat(echo.body()).isEqualTo("{\"body\":\"hi\"}");
        assertThat(echo.headers().firstValue("Server")).isEmpty();

        HttpRequest large = HttpRequest.newBuilder(URI.create(base + "/echo"))
                .POST(BodyPublishers.ofString("x".repeat(HttpServerFixture.MAX_BODY + 1)))
                .build();
        HttpResponse<String> refused = client.send(large, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);

        HttpRequest wrong =
                HttpRequest.newBuilder(URI.create(base + "/echo")).GET().build();
        assertThat(client.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    private static Path keystore(Path directory) throws IOException, InterruptedException {
        Path keystore = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return keystore;
    }

    private static SSLContext trusting(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
