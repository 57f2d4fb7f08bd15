package dev.writ.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/fleet.md tells every variable of the Compose files, and the files pin what they name. */
class FleetTest {

    private static final String DOCUMENT = read("docs/fleet.md");
    private static final String FILES = read("docker-compose.yml") + read("docker-compose.cluster.yml");
    private static final Pattern USE = Pattern.compile("\\$\\{(FLEET_[A-Z0-9_]+):-([^}]*)}");
    private static final Pattern NAME = Pattern.compile("FLEET_[A-Z0-9_]+");
    private static final Pattern IMAGE = Pattern.compile("(?m)^ *image: +(\\S+)$");

    @Test
    void documentsEveryVariable() {
        assertThat(NAME.matcher(FILES).results().map(use -> use.group()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(NAME.matcher(DOCUMENT)
                        .results()
                        .map(use -> use.group())
                        .filter(name -> !name.equals("FLEET_"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void givesAVariableTheSameDefaultWhereverItStands() {
        // When
        Map<String, String> defaults = new TreeMap<>();

        // Then
        USE.matcher(FILES).results().forEach(use -> {
            String earlier = defaults.putIfAbsent(use.group(1), use.group(2));
            assertThat(use.group(2)).as(use.group(1)).isEqualTo(earlier == null ? use.group(2) : earlier);
        });
    }

    @Test
    void pinsEveryImage() {
        assertThat(IMAGE.matcher(FILES).results().map(image -> image.group(1)))
                .isNotEmpty()
                .allMatch(
                        image -> image.startsWith("${FLEET_IMAGE:-writ:") || image.matches("[a-z/-]+:v?[0-9][0-9.]*"));
    }

    private static String read(String path) {
        return SourceTree.read(SourceTree.root().resolve(path));
    }
}
