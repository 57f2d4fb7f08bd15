package dev.writ.local.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Which of a subject's earlier schemas a new one must be able to read, or be read by. */
enum Compatibility {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsEarlier;
    private final boolean readByEarlier;
    private final boolean all;

    Compatibility(boolean readsEarlier, boolean readByEarlier, boolean all) {
        this.readsEarlier = readsEarlier;
        this.readByEarlier = readByEarlier;
        this.all = all;
    }

    static Optional<Compatibility> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }

    /**
     * Why the schema may not follow; empty: it may.
     *
     * @param earlier the subject's schemas, oldest first; only the last counts unless the level is transitive
     */
    List<String> violations(Schema next, List<Schema> earlier) {
        List<Schema> counted = all || earlier.isEmpty() ? earlier : List.of(earlier.getLast());
        return counted.stream()
                .flatMap(before -> Stream.concat(
                        readsEarlier ? unreadable(next, before) : Stream.empty(),
                        readByEarlier ? unreadable(before, next) : Stream.empty()))
                .toList();
    }

    private static Stream<String> unreadable(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? Stream.empty()
                : result.getIncompatibilities().stream()
                        .map(each -> each.getType() + " at " + each.getLocation() + ": " + each.getMessage());
    }
}
