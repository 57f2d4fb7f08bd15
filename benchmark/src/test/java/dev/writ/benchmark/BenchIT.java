package dev.writ.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command on a whole Writ, too short to measure anything. */
class BenchIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    /** Without the slower of the two compilers a Writ of some seconds is ready sooner. */
    private static final String SOON_READY = "--java-opts=-XX:TieredStopAtLevel=1";

    @TempDir
    private Path results = Path.of("");

    @Test
    void runsStreams() throws IOException {
        // When
        JsonNode report = report("streams", "--streams=5", "--seconds=2", "--warm-up=1");

        // Then
        assertThat(report.path("runs")).singleElement().satisfies(run -> {
            assertThat(run.path("intact").intValue()).as(run.toString()).isEqualTo(5);
            assertThat(run.path("processors_used").path("writ").path("user").doubleValue())
                    .isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "openai"})
    void comparesFirstTokens(String route) throws IOException {
        // When
        JsonNode report = report(
                "overhead", "--route=" + route, "--warm-up=1", "--rounds=1", "--pairs=5", "--rate=5", "--thinking=40");

        // Then
        for (JsonNode load : List.of(report.path("one_client"), report.path("at_rate"))) {
            assertThat(load.path("failed").intValue()).as(load.toString()).isZero();
            assertThat(load.at("/difference/count").intValue()).isEqualTo(5);
            assertThat(load.at("/direct/p50_ms").doubleValue()).isGreaterThan(40);
        }
    }

    @Test
    void revokes() throws IOException {
        // When
        JsonNode report = report("revocation", "--rounds=1", "--warm-up=1", "--streams=3");

        // Then
        assertThat(report.path("commands").properties()).hasSize(4).allSatisfy(entry -> {
            JsonNode command = entry.getValue();
            assertThat(command.path("as_promised").intValue())
                    .as(command.toString())
                    .isEqualTo(3);
            assertThat(command.at("/end/p50_ms").doubleValue()).isPositive();
        });
    }

    /** What a command left in its folder. */
    private JsonNode report(String command, String... options) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter console = new PrintWriter(said, true);
        String[] arguments = Stream.concat(Stream.of(command, "--results=" + results, SOON_READY), Stream.of(options))
                .toArray(String[]::new);
        assertThat(Bench.run(HOME, console, console, arguments))
                .as(said.toString())
                .isZero();
        assertThat(results.resolve(command + ".md")).content().startsWith("# ");
        return new ObjectMapper().readTree(results.resolve(command + ".json").toFile());
    }
}
