package dev.writ.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AllCommandTest {

    private final StringWriter said = new StringWriter();
    private final List<List<String>> ran = new ArrayList<>();

    @Test
    void runsEachIntoOneFolder() throws IOException, InterruptedException {
        // When
        int code = all(0).call();

        // Then
        assertThat(code).isZero();
        assertThat(ran).containsExactly(List.of("this", "--results=there"), List.of("that", "--results=there"));
        assertThat(said.toString()).contains("==== this", "==== that");
    }

    @Test
    void runsTheOthersThoughOneFailsAndNamesIt() {
        // When and then
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> all(1).call())
                .withMessage("not measured: this, that");
        assertThat(ran).hasSize(2);
    }

    private AllCommand all(int code) {
        AllCommand all = new AllCommand(
                arguments -> {
                    ran.add(arguments);
                    return code;
                },
                List.of("this", "that"),
                new PrintWriter(said, true));
        new CommandLine(all).parseArgs("--results=there");
        return all;
    }
}
