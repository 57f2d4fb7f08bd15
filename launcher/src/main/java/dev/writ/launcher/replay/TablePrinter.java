package dev.writ.launcher.replay;

import dev.writ.history.replay.Replayed;
import dev.writ.launcher.console.TextTable;
import java.io.PrintWriter;

/** A table, in pages as they come; its columns only grow wider. */
public final class TablePrinter implements Printer {

    private static final int PAGE = 200;

    private final PrintWriter out;
    private final TextTable table = EventRow.newTable();
    private int rows;

    public TablePrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean take(Replayed replayed) {
        table.row(EventRow.cells(replayed));
        rows++;
        return rows % PAGE != 0 || flush();
    }

    @Override
    public boolean flush() {
        out.print(table.take());
        return !out.checkError();
    }
}
