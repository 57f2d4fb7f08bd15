package dev.writ.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path nowhere = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "streams --help",
                "overhead --help",
                "revocation --help",
                "sink --help",
                "decisions --help",
                "gateway --help",
                "growth --help",
                "cache --help",
                "provider --help",
                "all --help"
            })
    void tellsWhatItTakes(String arguments) {
        // When
        int code = run(arguments);

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: writ bench");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steams",
                "--unknown",
                "streams --streams 100,0",
                "streams --rate fast",
                "overhead --route telnet",
                "overhead --thinking 0",
                "revocation --rounds -1",
                "revocation --rounds",
                "decisions --rate 0",
                "gateway --clients 1,none",
                "growth --agents 10,0",
                "cache --iterations 0"
            })
    void refusesBadArgumentsInOneLine(String arguments) {
        // When
        int code = run(arguments);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("writ bench: ")
                .endsWith("--help tells more)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysInOneLineWhyNothingCouldBeMeasured() {
        // When
        int code = run("streams");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("writ bench: there is no command " + nowhere.resolve("writ"));
    }

    private int run(String arguments) {
        return Bench.run(nowhere, new PrintWriter(out, true), new PrintWriter(err, true), arguments.split(" ", -1));
    }
}
