package dev.writ.launcher.replay;

import dev.writ.history.replay.Replayed;
import dev.writ.launcher.console.TextTable;
import java.io.PrintWriter;

/** A table, in pages as they come; its columns only grow wider. */
public final class TablePrinter implements Printer {

    private static final int PAGE = 200;

    private final PrintWriter out;
    private final TextTable table = EventRow.newTable();
    private int waiting;

    public TablePrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean take(Replayed replayed) {
        table.row(EventRow.cells(replayed));
        waiting++;
        return waiting < PAGE || flush();
    }

    @Override
    public boolean flush() {
        // Without rows, the heading waits until its columns are as wide as those of the first page.
        if (waiting > 0) {
            waiting = 0;
            out.print(table.take());
        }
        return !out.checkError();
    }
}
