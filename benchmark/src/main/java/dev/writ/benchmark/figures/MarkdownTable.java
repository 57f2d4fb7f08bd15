package dev.writ.benchmark.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    /** A table with the given heading. */
    public MarkdownTable(String... heading) {
        row(heading);
        row(Collections.nCopies(heading.length, "---").toArray(String[]::new));
    }

    /** Adds a row. */
    public void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
