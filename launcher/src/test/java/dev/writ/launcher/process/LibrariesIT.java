package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build puts beside writ.jar. */
class LibrariesIT {

    @Test
    void leaveOutWhatOnlyTestsNeed() throws IOException {
        // When
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of("target", "writ", "lib"))) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }

        // Then
        assertThat(names)
                .anyMatch(name -> name.startsWith("writ-local-cluster"))
                .noneMatch(name -> name.startsWith("writ-test-cluster"))
                .noneMatch(name -> name.startsWith("testcontainers"))
                .noneMatch(name -> name.startsWith("docker-java"))
                .noneMatch(name -> name.startsWith("junit"));
    }
}
