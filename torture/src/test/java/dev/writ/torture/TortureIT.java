package dev.writ.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two minutes under fire, at a rate that two processors bear beside fourteen processes. The report is in target/torture; logs and
 * journals stay where it fails.
 */
class TortureIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void keepsItsPromisesUnderFire() {
        // When
        int code = Torture.run(
                HOME,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "--seed=7",
                "--minutes=2",
                "--rate=10",
                "--faults=kill,pause,duplicates",
                "--data=" + folder.resolve("run"),
                "--results=target/torture");

        // Then
        assertThat(code).as(() -> out + "\n" + err).isZero();
    }
}
