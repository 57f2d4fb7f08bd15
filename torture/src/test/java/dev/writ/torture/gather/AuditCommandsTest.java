package dev.writ.torture.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.fleet.WritScript;
import dev.writ.torture.history.RebuiltTable;
import org.junit.jupiter.api.Test;

class AuditCommandsTest {

    @Test
    void readsWhatARebuildSaysOfEachTable() {
        // When
        var tables = AuditCommands.rebuilt(new WritScript.Said(1, """
                emptied, and filling from the log again:
                table             rows  checksum
                decisions          100  1f2e
                agent_executions    90  3c4d
                table             rows  checksum
                decisions          100  1f2e      equal
                agent_executions    91  ffff      different
                191 rows in 0.4 s, 477 rows/s
                """));

        // Then
        assertThat(tables)
                .containsExactly(
                        new RebuiltTable("decisions", 100, true, "equal"),
                        new RebuiltTable("agent_executions", 91, false, "different"));
    }

    @Test
    void keepsWhatARebuildThatComparedNothingSaid() {
        // When
        var tables = AuditCommands.rebuilt(new WritScript.Said(3, "they cannot be compared"));

        // Then
        assertThat(tables).singleElement().satisfies(table -> {
            assertThat(table.equal()).isFalse();
            assertThat(table.found()).contains("3", "they cannot be compared");
        });
    }
}
