package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableJsonTest {

    @Test
    void keepsJsonAsJson() {
        assertThat(StorableJson.ofJsonTexts(Map.of("a", "[1, 2.50, null, true]", "b", "{\"x\": \"y\"}", "c", "\"t\"")))
                .hasToString("{\"a\":[1,2.50,null,true],\"b\":{\"x\":\"y\"},\"c\":\"t\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "1 2", "NaN", "1e131073", "1e-20000", "{\"a\": [1e999999999]}"})
    void marksWhatIsNotJsonOrDoesNotFit(String text) {
        JsonNode stored = StorableJson.ofJsonTexts(Map.of("a", text)).get("a");

        assertThat(stored.path("unstorable_json").textValue()).isEqualTo(text);
    }

    @Test
    void marksWhatIsNestedTooDeep() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(StorableJson.ofJsonTexts(Map.of("a", deep)).get("a").has("unstorable_json"))
                .isTrue();
    }

    @Test
    void escapesTextsAndNames() {
        assertThat(StorableJson.ofJsonTexts(Map.of("n\0", "{\"\\u0000\": [\"\\ud800\"]}")))
                .hasToString("{\"n\\\\u0000\":{\"\\\\u0000\":[\"\\\\ud800\"]}}");
        assertThat(StorableJson.ofTexts(Map.of("model\0", "a\0"))).hasToString("{\"model\\\\u0000\":\"a\\\\u0000\"}");
    }
}
