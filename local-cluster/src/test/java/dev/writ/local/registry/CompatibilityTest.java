package dev.writ.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

    private static final Schema A = record("a");
    private static final Schema A_B = record("a", "b");
    private static final Schema A_OPTIONAL_B =
            AvroSchemas.parse(A_B.toString().replace("\"b\",\"type\":\"int\"", "\"b\",\"type\":\"int\",\"default\":0"));

    /** Adding a field without a default is a forward change, taking one away a backward one. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            NONE,                true,  true,  true
            BACKWARD,            false, true,  true
            BACKWARD_TRANSITIVE, false, true,  false
            FORWARD,             true,  false, false
            FORWARD_TRANSITIVE,  true,  false, false
            FULL,                false, false, false
            FULL_TRANSITIVE,     false, false, false
            """)
    void allowsWhatTheLevelSays(Compatibility level, boolean added, boolean removed, boolean takenTwoBack) {
        // When, Then
        assertThat(level.violations(A_B, List.of(A)).isEmpty()).isEqualTo(added);
        assertThat(level.violations(A, List.of(A_B)).isEmpty()).isEqualTo(removed);
        assertThat(level.violations(record("b"), List.of(A, record("a", "b"))).isEmpty())
                .isEqualTo(takenTwoBack);
        assertThat(level.violations(A_OPTIONAL_B, List.of(A)).isEmpty()).isTrue();
        assertThat(level.violations(A, List.of()).isEmpty()).isTrue();
    }

    private static Schema record(String... fields) {
        List<Schema.Field> all = Arrays.stream(fields)
                .map(name -> new Schema.Field(name, Schema.create(Schema.Type.INT)))
                .toList();
        return Schema.createRecord("R", "", "", false, all);
    }
}
