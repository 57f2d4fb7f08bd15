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

    @Test
    void comparesStreams() throws IOException {
        // When
        JsonNode report = report("provider", "--streams=1,3", "--seconds=1", "--rounds=1");

        // Then
        assertThat(report.path("troubles").toString()).isEqualTo("{}");
        for (String streams : List.of("1", "3")) {
            JsonNode found = report.path("streams").path(streams);
            for (String way : List.of("provider", "through writ")) {
                JsonNode figures = found.path("ways").path(way);
                assertThat(figures.at("/whole_share/median").doubleValue())
                        .as(way)
                        .isEqualTo(1);
                assertThat(figures.at("/first_text_p50_ms/median").doubleValue())
                        .as(way)
                        .isGreaterThan(50);
            }
            assertThat(found.at("/tokens_ratio/median").doubleValue()).isBetween(0.5, 1.5);
        }
        assertThat(results.resolve("provider-tokens.svg")).content().startsWith("<svg");
    }

    @Test
    void comparesDecisions() throws IOException {
        // When
        JsonNode report = measured(
                "decisions", "--rate=20", "--seconds=1", "--rounds=1", "--warm-up=1", "--partitions=1", "--agents=5");

        // Then
        for (String way : List.of("produce-consume", "pass-through", "pass, by interval", "writ check", "writ chat")) {
            JsonNode rate = report.path("at_rate").path(way);
            assertThat(rate.at("/per_second/median").doubleValue()).as(way).isBetween(5.0, 22.0);
            assertThat(rate.at("/doubled/median").doubleValue()).as(way).isZero();
            assertThat(report.path("saturated").path(way).at("/cpu_us/median").doubleValue())
                    .as(way)
                    .isPositive();
        }
        assertThat(report.path("ratios")
                        .path("writ check")
                        .path("pass-through")
                        .at("/p50_ms/median")
                        .doubleValue())
                .isPositive();
        assertThat(report.path("cache_hit_rate").doubleValue()).isPositive();
        assertThat(report.path("aims").properties()).hasSize(4);
        assertThat(results.resolve("decisions-latency.svg")).content().startsWith("<svg");
    }

    @Test
    void comparesTheGateway() throws IOException {
        // When
        JsonNode report = measured("gateway", "--clients=1,2", "--seconds=1", "--rounds=1");

        // Then
        for (String clients : List.of("1", "2")) {
            JsonNode found = report.path("clients").path(clients);
            for (String way : List.of("http alone", "gateway", "producer", "gateway, async")) {
                assertThat(found.path("ways").path(way).at("/p99_ms/median").doubleValue())
                        .as(way)
                        .isPositive();
            }
            assertThat(found.path("ratios")
                            .path("gateway")
                            .at("/per_second/median")
                            .doubleValue())
                    .isBetween(0.0, 1.0);
        }
        assertThat(results.resolve("gateway-throughput.svg")).content().startsWith("<svg");
    }

    @Test
    void measuresGrowth() throws IOException {
        // When
        JsonNode report = measured("growth", "--agents=5", "--partitions=7", "--rate=20", "--seconds=1", "--rounds=1");

        // Then
        for (String size : List.of("/by_agents/%s/5", "/by_partitions/%s/7")) {
            for (String figure : List.of("warm_restart_s", "cold_restart_s", "heap_mib", "registered_per_second")) {
                assertThat(report.at(size.formatted("rest") + "/" + figure + "/median")
                                .doubleValue())
                        .as(size + " " + figure)
                        .isPositive();
            }
            assertThat(report.at(size.formatted("saturated") + "/cpu_us/median").doubleValue())
                    .as(size)
                    .isPositive();
        }
        assertThat(results.resolve("growth-agents-cost.svg")).content().startsWith("<svg");
    }

    @Test
    void comparesTheSink() throws IOException {
        // When
        JsonNode report = measured("sink", "--decisions=3000", "--rounds=1");

        // Then
        assertThat(report.path("rows").longValue()).isGreaterThan(200);
        for (String reference : List.of("copy", "inserts")) {
            assertThat(report.path(reference + "_rows")).as(reference).isEqualTo(report.path("rows"));
            assertThat(report.path("rounds_taken")
                            .path(reference)
                            .at("/seconds/median")
                            .doubleValue())
                    .as(reference)
                    .isPositive();
        }
        for (String processes : List.of("postgres_cpu_s", "java_cpu_s")) {
            assertThat(report.at("/rounds_taken/sink/" + processes + "/median").doubleValue())
                    .as(processes)
                    .isPositive();
        }
        assertThat(results.resolve("sink-throughput.svg")).content().startsWith("<svg");
    }

    @Test
    void measuresTheCache() throws IOException {
        // When
        JsonNode report = measured("cache", "--rounds=1", "--iterations=1", "--agents=10");

        // Then
        for (String way : List.of("hashMapGet", "caffeineGet", "cachedCheck", "cachedDecision")) {
            JsonNode figures = report.path("rounds_taken").path(way + ", 1000");
            assertThat(figures.at("/ns/median").doubleValue()).as(way).isPositive();
            assertThat(figures.at("/bytes/median").doubleValue()).as(way).isNotNegative();
        }
        assertThat(report.path("hit_rate").path("10").doubleValue()).isBetween(0.9, 1.0);
        assertThat(results.resolve("cache-time.svg")).content().startsWith("<svg");
    }

    /** What a command left in its folder that starts a Writ. */
    private JsonNode report(String command, String... options) throws IOException {
        return measured(
                command,
                Stream.concat(Stream.of(SOON_READY), Stream.of(options)).toArray(String[]::new));
    }

    /** What a command left in its folder. */
    private JsonNode measured(String command, String... options) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter console = new PrintWriter(said, true);
        String[] arguments = Stream.concat(Stream.of(command, "--results=" + results), Stream.of(options))
                .toArray(String[]::new);
        assertThat(Bench.run(HOME, console, console, arguments))
                .as(said.toString())
                .isZero();
        assertThat(results.resolve(command + ".md")).content().startsWith("# ");
        return new ObjectMapper().readTree(results.resolve(command + ".json").toFile());
    }
}
