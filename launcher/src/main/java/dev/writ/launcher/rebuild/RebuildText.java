package dev.writ.launcher.rebuild;

import dev.writ.launcher.console.TextTable;
import dev.writ.sink.rebuild.Content;
import dev.writ.sink.rebuild.Rebuilt;
import dev.writ.sink.rebuild.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a rebuild does, for people. */
final class RebuildText {

    private static final double MILLIS = 1e3;

    private RebuildText() {}

    /** What each table held. */
    static String of(Snapshot snapshot) {
        TextTable table = new TextTable("table", "rows", "checksum");
        snapshot.contents()
                .forEach((name, content) -> table.row(name, Long.toString(content.rows()), content.checksum()));
        return table.toString();
    }

    /** What each table holds now, and whether it is what it held before; without the last line's end. */
    static String of(Rebuilt rebuilt) {
        TextTable table = new TextTable("table", "rows", "checksum", "");
        List<String> different = rebuilt.different();
        rebuilt.before().contents().keySet().forEach(name -> {
            Content now = Objects.requireNonNull(rebuilt.after().contents().get(name));
            table.row(
                    name, Long.toString(now.rows()), now.checksum(), different.contains(name) ? "different" : "equal");
        });
        String speed = String.format(
                Locale.ROOT,
                "%d rows in %.1f s, %d rows/s",
                rebuilt.after().rows(),
                rebuilt.taken().toMillis() / MILLIS,
                rebuilt.rowsPerSecond());
        return table
                + speed
                + (rebuilt.isComparable()
                        ? ""
                        : "\nthe tables now hold records that they did not hold before: they cannot be compared");
    }
}
