package dev.writ.launcher.replay;

import dev.writ.history.replay.EventJson;
import dev.writ.history.replay.Replayed;
import java.io.PrintWriter;

/** One JSON object a line. */
public final class JsonPrinter implements Printer {

    private static final int LINES_BETWEEN_LOOKS = 256;

    private final PrintWriter out;
    private int lines;

    public JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean take(Replayed replayed) {
        out.print(EventJson.line(replayed) + "\n");
        lines++;
        return lines % LINES_BETWEEN_LOOKS != 0 || flush();
    }

    @Override
    public boolean flush() {
        return !out.checkError();
    }
}
