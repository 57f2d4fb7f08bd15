package dev.writ.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.history.log.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private final StringWriter err = new StringWriter();
    private final ProgressLines lines = new ProgressLines(new PrintWriter(err, true));

    @Test
    void saysNothingOfWhatIsSoonDone() {
        // When
        LongStream.of(1, 2, 4).forEach(this::tell);

        // Then
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysEveryFiveSecondsHowFarItHasCome() {
        // When
        LongStream.rangeClosed(1, 11).forEach(this::tell);

        // Then
        assertThat(err.toString().lines())
                .containsExactly(
                        "writ: 500 records read, 25 % of the range, 100 a second, 15 s to go",
                        "writ: 1000 records read, 50 % of the range, 100 a second, 10 s to go");
    }

    private void tell(long second) {
        lines.at(new Progress(100 * second, second / 20.0, Duration.ofSeconds(second)));
    }
}
