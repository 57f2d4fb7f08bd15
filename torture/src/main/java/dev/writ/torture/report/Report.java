package dev.writ.torture.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.torture.check.Check;
import dev.writ.torture.check.Result;
import dev.writ.torture.history.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param figures what it was
 * @param results of all checks, in their order
 * @param injections what was done, in its order
 * @param leftOut faults that did not come, with the reason: this machine does not allow them, or those before took too long
 */
public record Report(RunFigures figures, Map<Check, Result> results, List<Injection> injections, List<String> leftOut) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int MOST_SHOWN = 20;

    /** Whether every invariant held. */
    public boolean passed() {
        return results.values().stream().allMatch(Result::holds);
    }

    /** Writes torture-SEED.json and torture-SEED.md into a folder, which is made if it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = "torture-" + figures.seed();
        Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(json()) + "\n");
        Files.writeString(folder.resolve(name + ".md"), markdown());
    }

    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode()
                .put("passed", passed())
                .put("seed", figures.seed())
                .put("begun", figures.begun().toString())
                .put("load_seconds", figures.load().toSeconds())
                .put("requests_per_second", figures.rate())
                .put("sent", figures.sent())
                .put("answered", figures.answered())
                .put("given_up", figures.givenUp());
        ArrayNode checks = json.putArray("checks");
        results.forEach((check, result) -> {
            ObjectNode one = checks.addObject()
                    .put("name", check.name())
                    .put("claim", check.claim())
                    .put("examined", result.examined());
            ArrayNode violations = one.putArray("violations");
            result.violations()
                    .forEach(violation -> violations
                            .addObject()
                            .put("place", violation.place())
                            .put("evidence", violation.evidence()));
            ArrayNode notes = one.putArray("notes");
            result.notes().forEach(notes::add);
        });
        ArrayNode faults = json.putArray("faults");
        injections.forEach(fault -> faults.addObject()
                .put("kind", fault.kind().word())
                .put("target", fault.target())
                .put("from", fault.from().toString())
                .put("to", fault.to().toString())
                .put("took_effect", fault.tookEffect())
                .put("healed", fault.healed())
                .put("evidence", fault.evidence()));
        ArrayNode missing = json.putArray("faults_left_out");
        leftOut.forEach(missing::add);
        return json;
    }

    /** The same, shorter; the first 20 violations of each check. */
    public String markdown() {
        StringBuilder text = new StringBuilder(
                "# Torture with seed %d: %s\n\n".formatted(figures.seed(), passed() ? "passed" : "failed"));
        text.append("Begun %s, %d s at %d requests a second: %d sent, %d answered, %d given up; %d faults.\n\n"
                .formatted(
                        figures.begun(),
                        figures.load().toSeconds(),
                        figures.rate(),
                        figures.sent(),
                        figures.answered(),
                        figures.givenUp(),
                        injections.size()));
        text.append("| invariant | examined | violations |\n| --- | --- | --- |\n");
        results.forEach((check, result) -> text.append("| %s | %d | %d |\n"
                .formatted(check.claim(), result.examined(), result.violations().size())));
        results.forEach((check, result) -> {
            if (!result.holds()) {
                text.append("\n## ").append(check.name()).append("\n\n");
                result.violations().stream()
                        .limit(MOST_SHOWN)
                        .forEach(
                                violation -> text.append("- ").append(violation).append('\n'));
            }
        });
        text.append("\n## Faults\n\n");
        injections.forEach(fault -> text.append("- ")
                .append(fault.place())
                .append(", healed at ")
                .append(fault.to())
                .append(": ")
                .append(fault.evidence())
                .append('\n'));
        results.values().stream()
                .map(Result::notes)
                .flatMap(List::stream)
                .forEach(note -> text.append("- NOTE: ").append(note).append('\n'));
        leftOut.forEach(why -> text.append("- NOTE: ").append(why).append('\n'));
        return text.toString();
    }
}
