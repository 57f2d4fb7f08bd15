package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\\", "C:\\users\\uma", "\\u12", "emoji 😀", "\u0001\uFFFF"})
    void leavesStorableTextAsItIs(String text) {
        assertThat(StorableText.of(text)).isSameAs(text);
        assertThat(StorableText.restore(text)).isEqualTo(text);
    }

    @Test
    void escapesNulLoneSurrogatesAndWhatLooksEscaped() {
        assertThat(StorableText.of("a\0b")).isEqualTo("a\\u0000b");
        assertThat(StorableText.of("\uD83D!")).isEqualTo("\\ud83d!");
        assertThat(StorableText.of("\uDE00\uD83D")).isEqualTo("\\ude00\\ud83d");
        assertThat(StorableText.of("\\u0000")).isEqualTo("\\u005cu0000");
    }

    @Test
    void restoresAnyText() {
        // Given
        String alphabet = "\\\\\\uuu0005cCd\0\uD83D\uDE00x";
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            // When
            String stored = StorableText.of(text.toString());

            // Then
            assertThat(StorableText.restore(stored)).isEqualTo(text.toString());
            assertThat(stored).doesNotContain("\0");
            assertThat(new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(stored);
        }
    }
}
