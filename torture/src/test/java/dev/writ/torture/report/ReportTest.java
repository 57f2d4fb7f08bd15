package dev.writ.torture.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.check.Check;
import dev.writ.torture.check.Result;
import dev.writ.torture.check.Violation;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");
    private static final Violation TWICE = new Violation("writ.decisions-3@17", "request r-1 has 2 decisions");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void tellsOfEachCheckAndFault() throws IOException {
        // Given
        Report report = report(List.of(TWICE));

        // When
        report.write(folder);

        // Then
        assertThat(report.passed()).isFalse();
        assertThat(folder.resolve("torture-7.md"))
                .content()
                .contains(
                        "# Torture with seed 7: failed",
                        "| requests are decided once | 12 | 1 |",
                        "- writ.decisions-3@17: request r-1 has 2 decisions",
                        "- kill of worker-1 at 2026-11-28T12:00:00Z, healed at 2026-11-28T12:00:05Z: ended with 137",
                        "NOTE: nobody asked during the bypass",
                        "NOTE: disk-full cannot be injected here");
        assertThat(folder.resolve("torture-7.json"))
                .content()
                .contains("\"passed\" : false", "\"place\" : \"writ.decisions-3@17\"", "\"took_effect\" : true");
    }

    @Test
    void passesWhereEveryInvariantHolds() {
        // Then
        assertThat(report(List.of()).passed()).isTrue();
        assertThat(report(List.of()).markdown()).startsWith("# Torture with seed 7: passed");
    }

    private static Report report(List<Violation> violations) {
        Check once = new Check() {
            @Override
            public String name() {
                return "Once";
            }

            @Override
            public String claim() {
                return "requests are decided once";
            }

            @Override
            public Result of(History history) {
                return new Result(12, violations, List.of());
            }
        };
        return new Report(
                new RunFigures(7, BEGIN, Duration.ofMinutes(2), 100, 12, 11, 1),
                Map.of(once, new Result(12, violations, List.of("nobody asked during the bypass"))),
                List.of(new Injection(
                        FaultKind.KILL, "worker-1", BEGIN, BEGIN.plusSeconds(5), true, true, "ended with 137")),
                List.of("disk-full cannot be injected here"));
    }
}
