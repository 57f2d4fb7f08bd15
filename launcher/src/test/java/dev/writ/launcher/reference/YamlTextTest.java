package dev.writ.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    private static final String ALL_KINDS = """
            {"text": "plain", "sentence": "Who asked; it's (here) a, b/c.", "word": "null", "Yes": "no", "number": "1.0",
             "colon": "a: b", "hash": "a #b", "dash": "- a", "quote": "\\"a\\"", "line": "a\\nb", "empty": "", "nothing": null,
             "$ref": "#/a", "flag": true, "count": 12, "rate": 0.5, "none": [], "no one": {}, "space ": "a ", "umlaut": "\\u00fc",
             "list": ["a", 1, {"b": ["c"], "d": {}}, [["e"], []]], "nested": {"f": {"g": [null]}}}
            """;

    private final JsonNode object;

    YamlTextTest() throws JsonProcessingException {
        object = new ObjectMapper().readTree(ALL_KINDS);
    }

    @Test
    void isReadBackAsWhatItWas() throws JsonProcessingException {
        // When
        String yaml = YamlText.of(object);

        // Then
        assertThat(new ObjectMapper(new YAMLFactory()).readTree(yaml)).isEqualTo(object);
    }

    @Test
    void standsInBlocksAndIsQuotedOnlyWhereItMustBe() {
        // When
        String yaml = YamlText.of(object);

        // Then
        assertThat(yaml).startsWith("""
                text: plain
                sentence: Who asked; it's (here) a, b/c.
                word: "null"
                "Yes": "no"
                """).contains("""
                list:
                  - a
                  - 1
                  - b:
                      - c
                    d: {}
                  - - - e
                    - []
                nested:
                """);
    }
}
