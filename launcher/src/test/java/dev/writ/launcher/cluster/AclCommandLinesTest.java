package dev.writ.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclCommandLinesTest {

    @Test
    void namesTogetherWhatIsAllowedAlike() {
        // Given
        Access access = Access.reading(List.of("a", "b"))
                .and(Access.writing(List.of("b", "c")))
                .and(Access.inGroups("g"))
                .and(Access.owning("app-"));

        // When
        List<String> lines = new AclCommandLines("k:1,k:2").adding(access, "User:CN=it's me");

        // Then
        String start = "bin/kafka-acls.sh --bootstrap-server k:1,k:2 --command-config admin.properties --add"
                + " --allow-principal 'User:CN=it'\\''s me' ";
        assertThat(lines)
                .containsExactly(
                        start + "--operation Read --topic a",
                        start + "--operation Read --operation Write --topic b",
                        start + "--operation Write --topic c",
                        start + "--operation Read --group g",
                        start + "--operation Create --operation Read --operation Write --topic app-"
                                + " --resource-pattern-type prefixed",
                        start + "--operation Write --transactional-id app- --resource-pattern-type prefixed");
    }
}
