package dev.writ.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the README says of topics and of the first command is what the code has. */
class ReadmeTest {

    private static final String README = SourceTree.read(SourceTree.root().resolve("README.md"));

    @Test
    void listsTheTopics() {
        for (Topic<?> topic : Topics.ALL) {
            // Then
            assertThat(README)
                    .contains("| `%s` | `%s` | %d | %s | %s |"
                            .formatted(
                                    topic.name(),
                                    topic.type().getSimpleName(),
                                    topic.partitions(),
                                    topic.cleanup().name().toLowerCase(Locale.ROOT),
                                    topic.key()));
        }
    }

    @Test
    void showsTheCommandThatUpPrints() {
        // Then
        assertThat(README).contains(FirstAgent.curlAt(URI.create("http://127.0.0.1:8080")));
    }
}
