package dev.writ.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.writ.gateway.http.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "{\"a\":1} ]",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"line\nbreak\"}",
                "// c\n{}",
                "\uFEFF{}"
            })
    void refusesWhatIsNotOneJsonTextWithOneMeaning(String text) {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8)).problem().status())
                .isEqualTo(400);
    }

    @Test
    void refusesDeepNesting() {
        String text = "[".repeat(100) + "]".repeat(100);
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8)).problem().code())
                .isEqualTo("malformed_json");
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16)).problem().status())
                .isEqualTo(400);
    }

    @Test
    void pointsToWhereTheTextIsWrongAndNeverRepeatsIt() {
        ProblemException refusal = refusal("{\"a\":[1,{\"b/c\":secret-token}]}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.problem().extensions().get("pointer")).hasToString("\"/a/1/b~1c\"");
        assertThat(refusal.problem().toJson("/").toString()).doesNotContain("secret");
    }

    @Test
    void keepsNumbersExactly() {
        assertThat(StrictJson.parse("0.10".getBytes(StandardCharsets.UTF_8)).decimalValue())
                .isEqualByComparingTo("0.1");
    }

    @Test
    void hasOneFormForEqualValues() {
        String one = "{\"b\":[1,{\"y\":2,\"x\":null}], \"a\":\"\u00e9\"}";
        String other = " {\"a\":\"\\u00e9\",\"b\":[1,{\"x\":null,\"y\":2}]} ";
        assertThat(canonical(one))
                .isEqualTo(canonical(other))
                .isEqualTo("{\"a\":\"\u00e9\",\"b\":[1,{\"x\":null,\"y\":2}]}");
        assertThat(canonical("[1,2]")).isNotEqualTo(canonical("[2,1]"));
    }

    private static String canonical(String text) {
        return StrictJson.canonical(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ProblemException refusal(byte[] text) {
        return catchThrowableOfType(ProblemException.class, () -> StrictJson.parse(text));
    }
}
