package dev.writ.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import dev.writ.torture.nemesis.PlannedFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TortureTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path nowhere = Path.of("");

    @Test
    void tellsWhatItTakes() {
        // When
        int code = run("--help");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: writ torture").contains("--seed", "--minutes", "--faults");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes 0",
                "--rate fast",
                "--rate 0",
                "--faults earthquake",
                "--faults kill,earthquake",
                "--unknown"
            })
    void refusesBadArgumentsInOneLine(String arguments) {
        // When
        int code = run(arguments);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("writ torture: ")
                .endsWith("--help tells more)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysInOneLineWhyNothingCouldBeStarted() {
        // When
        int code = run("--faults none --data " + nowhere);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("writ torture: there is no command " + nowhere.resolve("writ"));
    }

    @Test
    void saysHowManyFaultsCameTooLate() {
        // Given
        PlannedFault kill = new PlannedFault(FaultKind.KILL, "worker-1", Duration.ZERO, Duration.ZERO);
        Injection one =
                new Injection(FaultKind.KILL, "worker-1", Instant.EPOCH, Instant.EPOCH, true, true, "ended with 137");

        // When
        List<String> late = TortureCommand.leftOut(List.of("no disk"), Collections.nCopies(3, kill), List.of(one));
        List<String> none = TortureCommand.leftOut(List.of("no disk"), List.of(kill), List.of(one));

        // Then
        assertThat(late).containsExactly("no disk", "2 of 3 planned faults came too late");
        assertThat(none).containsExactly("no disk");
    }

    private int run(String arguments) {
        return Torture.run(nowhere, new PrintWriter(out, true), new PrintWriter(err, true), arguments.split(" ", -1));
    }
}
