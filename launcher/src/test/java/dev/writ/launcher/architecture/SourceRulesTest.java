package dev.writ.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about sources, which compiled classes do not show. */
class SourceRulesTest {

    private static final int MOST_LINES = 400;
    private static final int MEDIAN_LINES = 90;

    private static final List<Path> MAIN = SourceTree.javaFiles("src/main/java");
    private static final List<Path> TESTS = SourceTree.javaFiles("src/test/java");

    @Test
    void findsTheSourcesOfEveryModule() {
        // Then
        assertThat(MAIN).anyMatch(file -> file.endsWith("Writ.java")).anyMatch(file -> file.endsWith("Topics.java"));
    }

    @Test
    void keepsFilesShort() {
        // When
        List<Path> tooLong = Stream.concat(MAIN.stream(), TESTS.stream())
                .filter(file -> lines(file) > MOST_LINES)
                .toList();

        // Then
        assertThat(tooLong).isEmpty();
        List<Long> lengths = MAIN.stream().map(SourceRulesTest::lines).sorted().toList();
        assertThat(lengths.get(lengths.size() / 2)).isLessThan(MEDIAN_LINES);
    }

    @Test
    void spellsTopicNamesInOnePlace() {
        // Given
        List<String> literals = Topics.ALL.stream()
                .map(Topic::name)
                .map(name -> '"' + name + '"')
                .toList();

        // When
        List<Path> spelled = MAIN.stream()
                .filter(file -> !file.endsWith("Topics.java"))
                .filter(file -> literals.stream().anyMatch(SourceTree.read(file)::contains))
                .toList();

        // Then
        assertThat(spelled).isEmpty();
    }

    @Test
    void marksEveryPackageAsNullMarked() {
        // When
        List<Path> unmarked = MAIN.stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
                .toList();

        // Then
        assertThat(unmarked).isEmpty();
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && SourceTree.read(packageInfo).contains("@NullMarked");
    }

    private static long lines(Path file) {
        return SourceTree.read(file).lines().count();
    }
}
