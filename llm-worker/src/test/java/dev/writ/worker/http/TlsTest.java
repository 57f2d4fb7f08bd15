package dev.writ.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.worker.TestCompletions;
import dev.writ.worker.openai.OpenAiDialect;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "keep-it-secret";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void sendsNothingToAServerThatSignedItsOwnCertificate(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        // Given
        Path keystore = selfSigned(folder.resolve("key.p12"));
        try (ServerSocket server =
                context(keystore).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> read = firstByte(server);
            URI baseUrl = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/v1");
            HttpConfig config = new HttpConfig(
                    "p", baseUrl, new Password("sk-key"), text -> text, 3, new Timeouts(LONG, LONG, LONG, LONG));

            // When
            StreamOutcome outcome;
            try (HttpRunner runner = new HttpRunner(new OpenAiDialect(), config, waits::add, () -> Instant.EPOCH)) {
                outcome = runner.complete(ModelCall.first(TestCompletions.completion("m"), "m"), text -> {});
            }

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE));
            assertThat(waits).isEmpty();
            assertThat(read.join()).isEqualTo(-1);
        }
    }

    /** The first byte that the first client sends; -1 if the handshake fails. */
    private static CompletableFuture<Integer> firstByte(ServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream()) {
                return in.read();
            } catch (IOException e) {
                return -1;
            }
        });
    }

    private static SSLContext context(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Made with the JDK's keytool. */
    private static Path selfSigned(Path keystore) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                tool.toString(),
                "-genkeypair",
                "-keystore",
                keystore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=server",
                "-ext",
                "SAN=IP:127.0.0.1");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return keystore;
    }
}
