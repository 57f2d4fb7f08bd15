package dev.writ.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.cluster.AclCommandLines.Alike;
import dev.writ.launcher.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** The table of rights in docs/security.md is that of the code; a failure prints the table that belongs there. */
class SecurityDocsTest {

    @Test
    void listsTheRightsOfEverybody() {
        // Given
        String docs = SourceTree.read(SourceTree.root().resolve("docs").resolve("security.md"));
        List<String> rows = new ArrayList<>(List.of("| who | may | on |", "|---|---|---|"));

        // When
        AccessCatalogue.of(new Settings(Map.of()))
                .byName()
                .forEach((who, access) -> Alike.in(access)
                        .forEach(alike -> rows.add(
                                "| %s | %s | %s %s |".formatted(who, operations(alike), kind(alike), names(alike)))));

        // Then
        assertThat(docs).contains(String.join("\n", rows) + "\n");
    }

    private static String operations(Alike alike) {
        return alike.operations().stream().map(SecurityUtils::operationName).collect(Collectors.joining(", "));
    }

    private static String kind(Alike alike) {
        String kind = alike.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String kinds = alike.names().size() == 1 ? kind : kind + "s";
        return alike.pattern() == PatternType.PREFIXED ? kinds + "s that begin with" : kinds;
    }

    private static String names(Alike alike) {
        return alike.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
