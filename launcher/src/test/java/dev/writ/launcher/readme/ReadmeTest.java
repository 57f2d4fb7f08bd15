package dev.writ.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's tables are those of the code, line by line; a failure prints the table that belongs there. */
class ReadmeTest {

    private static final String README = SourceTree.read(SourceTree.root().resolve("README.md"));
    private static final ConfigDef SHARED = KafkaConnection.define(new ConfigDef());
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./writ +([a-z]+)");

    @Test
    void listsTheSettingsOfEveryRole() {
        // Then
        assertThat(README).contains(table(SHARED, Set.of()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void listsTheSettingsOf(Role role) {
        // Then
        assertThat(README).contains(table(role.definition(), SHARED.names()));
    }

    @Test
    void listsTheTopics() {
        for (Topic<?> topic : Topics.ALL) {
            // Then
            assertThat(README)
                    .contains("| `%s` | `%s` | %d | %s |"
                            .formatted(
                                    topic.name(),
                                    topic.type().getSimpleName(),
                                    topic.partitions(),
                                    topic.cleanup().name().toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void namesOnlyCommandsThatThereAre() {
        // Given
        Set<String> known = Stream.concat(
                        Stream.of(Role.values()).map(Role::id), Stream.of("up", "demo", "topics", "verify", "image"))
                .collect(Collectors.toSet());

        // When
        Set<String> named = COMMAND.matcher(README)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(named).contains("up", "verify", "demo").isSubsetOf(known);
    }

    @Test
    void showsTheCommandThatUpPrints() {
        // Then
        assertThat(README).contains(FirstAgent.curlAt(URI.create("http://127.0.0.1:8080")));
    }

    private static String table(ConfigDef definition, Set<String> without) {
        List<String> rows = definition.configKeys().values().stream()
                .filter(key -> !without.contains(key.name))
                .map(key -> "| `%s` | %s | %s |".formatted(key.name, value(key), key.documentation))
                .sorted()
                .toList();
        return "| key | default | meaning |\n|---|---|---|\n" + String.join("\n", rows) + "\n";
    }

    private static String value(ConfigKey key) {
        if (!key.hasDefault()) {
            return "(required)";
        }
        Object value = key.defaultValue instanceof Password password ? password.value() : key.defaultValue;
        return value == null || value.toString().isEmpty() ? "" : "`" + value + "`";
    }
}
