package dev.writ.schemas.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The schemas that users' records may have been written with: {@code released/<version>/<topic>.avsc}. */
final class ReleasedSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RELEASED = Path.of("src", "test", "resources", "released");
    private static final Path TODAY = Path.of("target", "released", "next");

    /**
     * One schema of one release.
     *
     * @param version the release, from 1
     */
    record Released(String version, Topic<? extends SpecificRecord> topic, Schema schema) {}

    private ReleasedSchemas() {}

    /** All that were released of today's topics. */
    static List<Released> all() throws IOException {
        List<Released> all = new ArrayList<>();
        for (Path file : files()) {
            Path name = RELEASED.relativize(file);
            for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
                if (name.endsWith(topic.name() + ".avsc")) {
                    all.add(new Released(
                            name.getName(0).toString(), topic, new Schema.Parser().parse(Files.readString(file))));
                }
            }
        }
        return all;
    }

    /** All that were released. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Why the reader cannot read all that the writer writes; empty: it can. */
    static List<String> violations(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getIncompatibilities().stream()
                        .map(each -> each.getType() + " at " + each.getLocation() + ": " + each.getMessage())
                        .toList();
    }

    static Schema today(Topic<? extends SpecificRecord> topic) {
        return SpecificData.get().getSchema(topic.type());
    }

    /** Writes today's schemas where a release takes them from. */
    static void writeTodays() throws IOException {
        Files.createDirectories(TODAY);
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            Files.writeString(
                    TODAY.resolve(topic.name() + ".avsc"),
                    JSON.readTree(today(topic).toString()).toPrettyString() + "\n");
        }
    }

    /** What to do, for the messages of failing tests. */
    static String howToRelease() {
        return """

                A change that old records cannot bear must not be made: give a new field a default, keep enum symbols and
                field types. To release today's schemas, run this test, then copy schemas/%s
                to schemas/%s/N with the next number N, and never change an older directory.
                """.formatted(TODAY, RELEASED);
    }
}
