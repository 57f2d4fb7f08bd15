package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00.123Z");

    @Test
    void isJsonThatReadersTakeForTheSameTexts() throws JsonProcessingException {
        // Given
        String text = "tab\t line\n \\N \\ \"quoted\" \u0001 \u2028 é 😀";

        // When
        JsonNode json = JSON.readTree(new Columns(Table.CHAT_SESSIONS)
                .text("id", text)
                .text("agent_id", "")
                .toRow()
                .json());

        // Then
        assertThat(json.path("id").textValue()).isEqualTo(text);
        assertThat(json.path("agent_id").textValue()).isEmpty();
        assertThat(json.has("user_id")).as("what has no value").isFalse();
    }

    @Test
    void doesNotMakeStorableTwice() throws JsonProcessingException {
        String json =
                new Columns(Table.CHAT_SESSIONS).text("id", "a\0b").toRow().json();

        assertThat(JSON.readTree(json).path("id").textValue()).isEqualTo("a\\u0000b");
    }

    @Test
    void isJsonOfNumbersTimesFlagsAndBytes() {
        assertThat(new Columns(Table.SINK_EVENTS)
                        .time("occurred_at", TIME)
                        .bytes("digest", new byte[] {1, (byte) 0xAB})
                        .number("partition", 3)
                        .number("log_offset", Long.MAX_VALUE)
                        .toRow()
                        .json())
                .isEqualTo("{\"occurred_at\":\"2026-11-20T10:00:00.123Z\",\"digest\":\"\\\\x01ab\",\"partition\":3,"
                        + "\"log_offset\":9223372036854775807}");
        assertThat(new Columns(Table.AGENT_REGISTRY)
                        .number("confidence_score", new BigDecimal("0.7001"))
                        .flag("paused", false)
                        .json("configuration", "{\"a\":\"b\"}")
                        .toRow()
                        .json())
                .isEqualTo("{\"confidence_score\":0.7001,\"paused\":false,\"configuration\":{\"a\":\"b\"}}");
    }

    @Test
    void equalsARowOfTheSameValues() {
        // Given
        Row row = event((byte) 1);

        // Then
        assertThat(row).isEqualTo(event((byte) 1)).hasSameHashCodeAs(event((byte) 1));
        assertThat(row).isNotEqualTo(event((byte) 2));
    }

    @Test
    void hasNoColumnThatItsTableHasNot() {
        Columns columns = new Columns(Table.CHAT_SESSIONS);

        assertThatThrownBy(() -> columns.text("title", "the user's words"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("title");
    }

    @Test
    void putsTheMembersOfTwoObjectsTogether() {
        assertThat(JsonText.merged("{}", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(JsonText.merged("{\"a\":1}", "{}")).isEqualTo("{\"a\":1}");
        assertThat(JsonText.merged("{\"a\":1}", "{\"b\":{}}")).isEqualTo("{\"a\":1,\"b\":{}}");
    }

    private static Row event(byte digest) {
        return new Columns(Table.SINK_EVENTS)
                .text("event_id", "e")
                .bytes("digest", new byte[] {digest})
                .toRow();
    }
}
