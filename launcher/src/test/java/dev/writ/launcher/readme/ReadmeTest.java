package dev.writ.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of topics and commands is what the code has. */
class ReadmeTest {

    private static final String README = SourceTree.read(SourceTree.root().resolve("README.md"));
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./writ +([a-z][a-z-]*)");

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
                        Stream.of(Role.values()).map(Role::id),
                        Stream.of(
                                "up",
                                "demo",
                                "topics",
                                "config",
                                "keys",
                                "simulate",
                                "replay",
                                "audit",
                                "report",
                                "what-if",
                                "as-of",
                                "rebuild",
                                "verify",
                                "verify-compose",
                                "image",
                                "bench",
                                "torture"))
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
}
