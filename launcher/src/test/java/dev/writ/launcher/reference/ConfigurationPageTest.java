package dev.writ.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.role.Role;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final List<ConfigDef.Type> NUMBERS =
            List.of(ConfigDef.Type.INT, ConfigDef.Type.LONG, ConfigDef.Type.SHORT, ConfigDef.Type.DOUBLE);

    @Test
    void isWhatTheCodeSays() {
        // When
        String page = SourceTree.read(SourceTree.root().resolve("docs/configuration.md"));

        // Then
        assertThat(page.equals(ConfigurationPage.text()))
                .withFailMessage(
                        "docs/configuration.md is old: ./writ config --reference > docs/configuration.md writes it anew")
                .isTrue();
    }

    @Test
    void tellsTheUnitOfEveryTime() {
        // When
        List<String> times = keys().stream()
                .filter(key -> NUMBERS.contains(key.type))
                .filter(key -> key.name.matches(".*\\.(timeout|interval|ttl|wait|delay|retention|drain)"))
                .map(key -> key.name)
                .toList();

        // Then
        assertThat(times).as("times whose names do not end in their unit").isEmpty();
    }

    @Test
    void hasEveryKeyOfEveryRoleWithItsMeaning() {
        // When
        String page = ConfigurationPage.text();

        // Then
        assertThat(keys()).allSatisfy(key -> {
            assertThat(page).contains("| `" + key.name + "` | ");
            assertThat(key.documentation).isNotBlank();
        });
    }

    private static List<ConfigKey> keys() {
        return Arrays.stream(Role.values())
                .flatMap(role -> role.definition().configKeys().values().stream())
                .toList();
    }
}
