package dev.writ.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.local.LocalClusterException;
import dev.writ.local.registry.RegistryLog.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLogTest {

    private static final Entry LEVEL = new Entry(null, "s", Compatibility.FULL);
    private static final Entry REGISTRATION = new Entry(new Registration("s", 1, 1, "\"string\""), null, null);

    @TempDir
    private Path directory;

    @Test
    void goesOnBehindALineThatACrashLeftUnfinished() throws IOException {
        // Given
        Path file = directory.resolve("schemas.jsonl");
        append(file, LEVEL);
        Files.write(file, new byte[] {'{', '"', (byte) 0xC3}, StandardOpenOption.APPEND);

        // When
        append(file, REGISTRATION);

        // Then
        try (RegistryLog log = RegistryLog.open(file)) {
            assertThat(log.entries()).containsExactly(LEVEL, REGISTRATION);
        }
    }

    @Test
    void refusesAFileThatIsNotItsOwn() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("schemas.jsonl"), "something else\n");

        // When, Then
        assertThatThrownBy(() -> RegistryLog.open(file))
                .isInstanceOf(LocalClusterException.class)
                .hasMessageContaining("cannot use " + file);
        assertThat(file).hasContent("something else");
    }

    private static void append(Path file, Entry entry) {
        try (RegistryLog log = RegistryLog.open(file)) {
            log.append(entry);
        }
    }
}
