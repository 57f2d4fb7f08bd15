package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.Maturity;
import dev.writ.sink.Events;
import dev.writ.sink.rows.AuditRows;
import dev.writ.sink.rows.Columns;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyBufferTest {

    private static final String NULL = "ffffffff";
    /** The signature, no flags, no extension. */
    private static final String BEGIN = "5047434f50590aff0d0a00" + "00000000" + "00000000";

    @Test
    void beginsAndEndsAsPostgresSaysThatItMust() {
        CopyBuffer buffer = new CopyBuffer();

        buffer.end();

        assertThat(hex(buffer)).isEqualTo(BEGIN + "ffff");
    }

    @Test
    void writesTheNumberOfColumnsAndTheLengthOfEachValue() {
        // Given
        CopyBuffer buffer = new CopyBuffer();

        // When
        buffer.add(new Columns(Table.SINK_EVENTS)
                .text("event_id", "e1")
                .text("type", "")
                .time("occurred_at", Instant.parse("2000-01-01T00:00:01.000002Z"))
                .bytes("digest", new byte[] {(byte) 0xAB, 0})
                .number("partition", -2)
                .number("log_offset", 1L << 40)
                .toRow());

        // Then
        assertThat(hex(buffer))
                .isEqualTo(BEGIN + "0007"
                        + "00000002" + "6531"
                        + "00000000"
                        + "00000008" + "00000000000f4242"
                        + "00000002" + "ab00"
                        + NULL
                        + "00000004" + "fffffffe"
                        + "00000008" + "0000010000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb\r", "\\", "\\N", "\\.", "", "é 😀", "\"{,}", "\u0001\uFFFF"})
    void keepsTextByteForByte(String text) {
        Row row = row(Events.event("e")
                .setDecision(Events.decision("r").setUserId(text).build())
                .build());

        assertThat(value(row, "user_id")).isEqualTo(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tellsWhatIsNullFromWhatIsEmpty() {
        Row row = row(Events.event("e")
                .setDecision(
                        Events.decision("r").setUserId("").setSessionId(null).build())
                .build());

        assertThat(value(row, "user_id")).isEmpty();
        assertThat(value(row, "session_id")).isEqualTo(NULL);
        assertThat(value(row, "control")).isEqualTo(NULL);
    }

    @Test
    void writesYesAndNo() {
        Row row =
                row(Events.event("e").setDecision(Events.decision("r").build()).build());

        assertThat(value(row, "allowed")).isEqualTo("01");
        assertThat(value(row, "requires_human_approval")).isEqualTo("00");
    }

    @Test
    void writesAListOfTexts() {
        Row row = row(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(Events.check()
                                .setResolutionPath(List.of("a,\"", ""))
                                .build())
                        .build())
                .build());

        assertThat(value(row, "resolution_path"))
                .as("dimensions, no nulls, text, elements, lower bound, each with its length")
                .isEqualTo("00000001" + "00000000" + "00000019" + "00000002" + "00000001"
                        + "00000003" + "612c22"
                        + "00000000");
    }

    @Test
    void writesAListOfNothing() {
        Row row = row(Events.event("e")
                .setDecision(Events.decision("r")
                        .setCheck(Events.check().setResolutionPath(List.of()).build())
                        .build())
                .build());

        assertThat(value(row, "resolution_path")).isEqualTo("00000000" + "00000000" + "00000019");
    }

    @Test
    void writesJsonbWithItsVersion() {
        Row row = row(Events.event("e")
                .setCanvas(Events.canvas(CanvasAction.CLOSE, Map.of("t", "\"a\\tb\"")))
                .build());

        assertThat(value(row, "metadata"))
                .isEqualTo("01" + HexFormat.of().formatHex("{\"t\":\"a\\tb\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000ffff00000004",
        "5250, 0001ffff000000041482",
        "10000, 00010000000000040001",
        "7, 0001ffff000000040007",
        "-12345, 000200004000000400010929"
    })
    void writesAConfidenceWithFourDecimals(int tenThousandths, String numeric) {
        Row row = row(Events.changed(
                Events.agent("a", 1, Maturity.INTERN, tenThousandths).build()));

        assertThat(value(row, "confidence_score")).isEqualTo(numeric);
    }

    @ParameterizedTest
    @CsvSource({
        "1999-12-31T23:59:59.999Z, fffffffffffffc18",
        "2026-11-20T10:00:00Z, 000303b1136ae800",
        "+200000000-01-01T00:00:00Z, 7ffffffffffffffe",
        "-200000000-01-01T00:00:00Z, 7ffffffffffffffe"
    })
    void writesTimesInMicrosecondsAndWhatIsTooFarAsATimeThatIsRefused(Instant time, String micros) {
        Row row = new Columns(Table.SINK_EVENTS).time("occurred_at", time).toRow();

        assertThat(value(row, "occurred_at")).isEqualTo(micros);
    }

    @Test
    void writesHowLongAnExecutionTook() {
        Row row = row(Events.event("e")
                .setExecution(Events.finished("r")
                        .setOccurredAt(Events.T0.plus(Duration.ofMillis(100_500)))
                        .build())
                .build());

        assertThat(value(row, "duration_seconds")).as("100.5").isEqualTo("000200000000000100641388");
    }

    @Test
    void growsWithWhatIsAdded() {
        // Given
        String text = "x".repeat(300_000);
        CopyBuffer buffer = new CopyBuffer();

        // When
        buffer.add(new Columns(Table.SINK_EVENTS).text("event_id", text).toRow());
        buffer.add(new Columns(Table.SINK_EVENTS).text("event_id", "last").toRow());

        // Then
        int nulls = 6 * Integer.BYTES;
        int expected = BEGIN.length() / 2 + 2 * (Short.BYTES + Integer.BYTES + nulls) + text.length() + "last".length();
        assertThat(buffer.size()).isEqualTo(expected);
        assertThat(new String(
                        buffer.array(),
                        buffer.size() - nulls - "last".length(),
                        "last".length(),
                        StandardCharsets.UTF_8))
                .isEqualTo("last");
    }

    /** The first row of an event. */
    private static Row row(AuditRecorded event) {
        return AuditRows.of(event).getFirst();
    }

    /** A value's bytes in hex; its length alone if that says that it is null. */
    private static String value(Row row, String column) {
        CopyBuffer buffer = new CopyBuffer();
        buffer.add(row);
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.size()));
        bytes.position(BEGIN.length() / 2 + Short.BYTES);
        byte[] value = new byte[0];
        for (int place = 0; place <= row.table().shape().place(column); place++) {
            int length = bytes.getInt();
            if (length < 0 && place == row.table().shape().place(column)) {
                return NULL;
            }
            value = new byte[Math.max(0, length)];
            bytes.get(value);
        }
        return HexFormat.of().formatHex(value);
    }

    private static String hex(CopyBuffer buffer) {
        return HexFormat.of().formatHex(buffer.array(), 0, buffer.size());
    }
}
