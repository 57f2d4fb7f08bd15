package dev.writ.launcher.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.history.reproduce.Difference;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.Reproduced;
import java.util.Locale;

/** What came of deciding again, for programs. */
final class ReproducedJson {

    private ReproducedJson() {}

    static ObjectNode of(Reproduced reproduced) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("reproduced", reproduced.isComplete() && !reproduced.hasDifferences());
        ObjectNode counts = json.putObject("counts");
        for (Basis basis : Basis.values()) {
            counts.putObject(word(basis))
                    .put("same", reproduced.tally(basis).same())
                    .put("different", reproduced.tally(basis).different())
                    .put("unverifiable", reproduced.tally(basis).unverifiable());
        }
        ArrayNode differences = json.putArray("differences");
        for (Difference difference : reproduced.differences()) {
            differences
                    .addObject()
                    .put("id", difference.id())
                    .put("topic", difference.place().topic())
                    .put("partition", difference.place().partition())
                    .put("offset", difference.place().offset())
                    .put("from", word(difference.basis()))
                    .put("field", difference.field())
                    .put("recorded", difference.recorded())
                    .put("again", difference.again());
        }
        ObjectNode missing = json.putObject("unverifiable");
        reproduced
                .unverifiable()
                .forEach((why, records) -> missing.putObject(word(why))
                        .put("records", records.count())
                        .put("first", records.firstId())
                        .put("place", records.firstPlace().toString()));
        return json;
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
