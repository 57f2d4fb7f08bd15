package dev.writ.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    private final TextTable table = new TextTable("a", "name");

    @Test
    void alignsItsColumns() {
        // When
        table.row("1", "x");
        table.row("1000", "y");

        // Then
        assertThat(table).hasToString("""
                a     name
                ----  ----
                1     x
                1000  y
                """);
    }

    @Test
    void isTakenPieceByPiece() {
        // When
        table.row("1000", "x");
        String first = table.take();
        String nothing = table.take();
        table.row("1", "y");
        String last = table.take();

        // Then
        assertThat(first).isEqualTo("a     name\n----  ----\n1000  x\n");
        assertThat(nothing).isEmpty();
        assertThat(last).isEqualTo("1     y\n");
    }

    @Test
    void keepsACellOnItsLineAndHarmless() {
        // When
        table.row("1", "two\nlines and \u001b[31mred");

        // Then
        assertThat(table.toString()).endsWith("1  two\\nlines and ?[31mred\n");
    }
}
