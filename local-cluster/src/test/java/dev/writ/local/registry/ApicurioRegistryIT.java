package dev.writ.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The real Apicurio Registry, as the build unpacked it, with a database file that is written at once. */
class ApicurioRegistryIT extends SchemaRegistryContract {

    private static final Path HOME = Path.of("target", "apicurio");
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final int port = Ports.free();

    private @Nullable Process process;

    @Override
    void startRegistry(Path directory) throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dquarkus.http.host=" + Ports.LOOPBACK,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=" + Ports.LOOPBACK,
                        "-Dquarkus.management.port=" + Ports.free(),
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + directory.resolve("registry") + ";WRITE_DELAY=0",
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-jar",
                        HOME.resolve("quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("apicurio.log").toFile())
                .start();
        process = started;
        await().atMost(LONGEST_START).ignoreExceptions().until(() -> {
            assertThat(started.isAlive()).isTrue();
            // Its first registration can take longer than a client waits.
            return new RegistryCaller(url())
                            .register("warm-value", RegistryCaller.V1)
                            .status()
                    == 200;
        });
    }

    @Override
    void stopRegistry() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    URI url() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port + "/apis/ccompat/v7");
    }
}
