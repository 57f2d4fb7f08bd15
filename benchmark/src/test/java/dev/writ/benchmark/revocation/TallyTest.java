package dev.writ.benchmark.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.benchmark.load.StreamResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long MILLI = 1_000_000;
    private static final long SENT = 1_000 * MILLI;

    private final Tally tally = new Tally();

    @Test
    void countsTheStreamThatWentOnLongest() {
        // Given
        SentCommand pause = new SentCommand(SENT, SENT + 4 * MILLI, List.of(7L, 8L));

        // When
        tally.add(List.of(pause), List.of(result(null, 9, 20, 30), result(null, 9, 10, 40)));

        // Then
        JsonNode json = tally.json();
        assertThat(json.path("commands").intValue()).isEqualTo(1);
        assertThat(json.path("as_promised").intValue()).isEqualTo(2);
        assertThat(json.at("/answer/max_ms").doubleValue()).isEqualTo(4);
        assertThat(json.at("/last_token/max_ms").doubleValue()).isEqualTo(20);
        assertThat(json.at("/end/max_ms").doubleValue()).isEqualTo(40);
        assertThat(json.at("/tokens_after/mean").doubleValue()).isEqualTo(1.5);
        assertThat(json.at("/tokens_after/max").intValue()).isEqualTo(2);
    }

    @Test
    void hasNoTimeToTheLastTokenWhereItCameBeforeTheCommand() {
        // Given
        SentCommand cancel = new SentCommand(SENT, SENT, List.of(7L));

        // When
        tally.add(List.of(cancel), List.of(result(null, 7, -20, 30)));

        // Then
        assertThat(tally.json().at("/last_token/max_ms").doubleValue()).isZero();
        assertThat(tally.json().at("/tokens_after/max").intValue()).isZero();
    }

    @Test
    void countsEachStreamForItsOwnCommandAndNoneThatWentWrong() {
        // Given
        SentCommand first = new SentCommand(SENT, SENT, List.of(1L));
        SentCommand second = new SentCommand(SENT + 5 * MILLI, SENT, List.of(1L));

        // When
        tally.add(List.of(first, second), List.of(result("has no end", 600, 900, 0), result(null, 2, 20, 30)));

        // Then
        JsonNode json = tally.json();
        assertThat(json.path("streams").intValue()).isEqualTo(2);
        assertThat(json.path("as_promised").intValue()).isEqualTo(1);
        assertThat(json.path("troubles").toString()).isEqualTo("{\"has no end\":1}");
        assertThat(json.at("/last_token/count").intValue()).isEqualTo(1);
        assertThat(json.at("/last_token/max_ms").doubleValue()).isEqualTo(15);
    }

    /** A stream whose last token and end came so many milliseconds after the first command. */
    private static StreamResult result(@Nullable String trouble, long tokens, long last, long end) {
        return new StreamResult(trouble, tokens, 0, 0, 0, SENT + last * MILLI, SENT + end * MILLI);
    }
}
