package dev.writ.torture.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

    private final Processes processes = new Processes();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void end() {
        processes.end();
    }

    @Test
    void tellsASignalFromTheOther() throws IOException, InterruptedException {
        // Given
        ManagedProcess process = started("sleep", "600");

        // When
        Ended killed = process.end("KILL");
        process.start();
        Ended terminated = process.end("TERM");

        // Then
        assertThat(killed.killed()).isTrue();
        assertThat(killed.inOrder()).isFalse();
        assertThat(terminated.inOrder()).isTrue();
        assertThat(terminated.killed()).isFalse();
    }

    @Test
    void doesNotTakeAnEndByItselfForThatOfASignal() throws IOException, InterruptedException {
        // Given
        ManagedProcess killed = started("sh", "-c", "kill -KILL $$");
        ManagedProcess over = started("true");
        await().until(() -> !killed.isAlive() && !over.isAlive());

        // Then
        assertThat(killed.end("KILL"))
                .satisfies(ended -> assertThat(ended.killed()).isFalse())
                .satisfies(ended -> assertThat(ended.what()).isEqualTo("had ended by itself with 137"));
        assertThat(over.end("TERM").inOrder()).isFalse();
    }

    private ManagedProcess started(String... command) throws IOException {
        ManagedProcess process =
                new ManagedProcess(processes, List.of(command), Map.of(), folder, folder.resolve("process.log"));
        process.start();
        return process;
    }
}
