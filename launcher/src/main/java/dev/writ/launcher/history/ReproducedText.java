package dev.writ.launcher.history;

import dev.writ.history.reproduce.Difference;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.Reproduced;
import dev.writ.history.reproduce.Reproduced.Tally;
import dev.writ.launcher.console.TextTable;
import java.util.Locale;
import java.util.TreeMap;

/** What came of deciding again, for people. */
final class ReproducedText {

    private ReproducedText() {}

    static String of(Reproduced reproduced) {
        StringBuilder text = new StringBuilder(counts(reproduced).toString());
        if (!reproduced.differences().isEmpty()) {
            text.append("\nWhat comes out otherwise:\n").append(differences(reproduced));
        }
        if (!reproduced.isComplete()) {
            text.append("\nWhat the log does not hold:\n").append(missing(reproduced));
        }
        return text.append('\n').append(conclusion(reproduced)).append('\n').toString();
    }

    private static TextTable counts(Reproduced reproduced) {
        TextTable table = new TextTable("decided again", "the same", "different", "unverifiable");
        for (Basis basis : Basis.values()) {
            Tally tally = reproduced.tally(basis);
            table.row(
                    what(basis),
                    Long.toString(tally.same()),
                    Long.toString(tally.different()),
                    Long.toString(tally.unverifiable()));
        }
        return table;
    }

    private static String what(Basis basis) {
        return switch (basis) {
            case EVIDENCE -> "decisions, from their evidence";
            case STATE -> "decisions, from the states of the time";
            case COMMAND -> "changes of agents, from their commands";
        };
    }

    private static TextTable differences(Reproduced reproduced) {
        TextTable table = new TextTable("id", "place", "from", "field", "recorded", "decided again");
        for (Difference difference : reproduced.differences()) {
            table.row(
                    difference.id(),
                    difference.place().toString(),
                    difference.basis().name().toLowerCase(Locale.ROOT),
                    difference.field(),
                    difference.recorded(),
                    difference.again());
        }
        return table;
    }

    private static TextTable missing(Reproduced reproduced) {
        TextTable table = new TextTable("reason", "records", "first", "place");
        new TreeMap<>(reproduced.unverifiable())
                .forEach((why, missing) -> table.row(
                        why.name().toLowerCase(Locale.ROOT),
                        Long.toString(missing.count()),
                        missing.firstId(),
                        missing.firstPlace().toString()));
        return table;
    }

    private static String conclusion(Reproduced reproduced) {
        if (reproduced.hasDifferences()) {
            return "Not reproduced: deciding again gives something else than the log says.";
        }
        return reproduced.isComplete()
                ? "Reproduced: deciding again gives what the log says, byte for byte."
                : "Incomplete: what could be decided again gives what the log says.";
    }
}
