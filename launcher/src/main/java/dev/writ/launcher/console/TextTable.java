package dev.writ.launcher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of text under a heading, in columns as wide as their widest cell. A cell is on one line, and without what a terminal
 * would take for a command.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final List<String> heading;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean headed;

    /** A table with the given heading. */
    public TextTable(String... heading) {
        this.heading = List.of(heading);
        this.widths = Stream.of(heading).mapToInt(String::length).toArray();
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the heading has
     */
    public void row(String... cells) {
        if (cells.length != widths.length) {
            throw new IllegalArgumentException("a row needs " + widths.length + " cells");
        }
        List<String> row = Stream.of(cells).map(TextTable::printable).toList();
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], row.get(column).length());
        }
        rows.add(row);
    }

    /** The lines, each ended by a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!headed) {
            append(text, heading);
            append(text, IntStream.of(widths).mapToObj("-"::repeat).toList());
        }
        rows.forEach(row -> append(text, row));
        return text.toString();
    }

    /**
     * Takes the lines out, so that a long table can be printed piece by piece. The heading is in the first piece; columns are
     * as wide as their widest cell so far.
     */
    public String take() {
        String text = toString();
        rows.clear();
        headed = true;
        return text;
    }

    private void append(StringBuilder text, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String printable(String text) {
        return CONTROL.matcher(LINE_BREAK.matcher(text).replaceAll("\\\\n")).replaceAll("?");
    }
}
