package dev.writ.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkCheckTest {

    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private final ChunkCheck check = new ChunkCheck(List.of("one", " two", " three"));

    @Test
    void countsTheTokensOfAChunk() {
        assertThat(take(content(""))).isZero();
        assertThat(take(content("one"))).isEqualTo(1);
        assertThat(take(content(" two three"))).isEqualTo(3);
    }

    @Test
    void takesTheWholeTextWithItsEnd() {
        // When
        take(content("one two three"));
        take(STOP);
        take("[DONE]");

        // Then
        assertThat(check.isOver()).isTrue();
        assertThat(check.trouble()).isNull();
    }

    @Test
    void seesAnotherText() {
        // When
        take(content("one"));
        take(content(" too"));

        // Then
        assertThat(check.trouble()).isEqualTo("the text differs from character 3 on");
    }

    @Test
    void seesATextThatIsCut() {
        // When
        take(content("one"));
        take(STOP);
        take("[DONE]");

        // Then
        assertThat(check.trouble()).isEqualTo("the text ends after 3 of 13 characters");
    }

    @Test
    void seesAnEndWithoutAReason() {
        // When
        take(content("one two three"));
        take("[DONE]");

        // Then
        assertThat(check.trouble()).isEqualTo("the end has no finish_reason");
    }

    @Test
    void seesAnError() {
        // When
        take("{\"error\":{\"message\":\"overloaded\",\"code\":\"busy\"}}");

        // Then
        assertThat(check.trouble()).isEqualTo("ended by an error, code busy");
    }

    @Test
    void seesThatNoEndHasCome() {
        assertThat(check.trouble()).isEqualTo("has no end");
    }

    private static String content(String text) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    private long take(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return check.take("", bytes, 0, bytes.length);
    }
}
