package dev.writ.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {

    private static final String STREAM = """
            : a comment

            data: {"text": "Grüße 🌍"}

            event: ping
            id: 7
            data: one
            data:  two
            data

            data:three

            """;

    private static final List<SseEvent> EVENTS = List.of(
            new SseEvent("message", "{\"text\": \"Grüße 🌍\"}"),
            new SseEvent("ping", "one\n two\n"),
            new SseEvent("message", "three"));

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsTheSameEventsWhateverTheLineEndsAndHoweverTheBytesAreCut(String lineEnd) throws SseProtocolException {
        // Given
        byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

        for (int size = 1; size <= bytes.length; size++) {
            // When
            List<SseEvent> events = decode(new SseDecoder(1024), bytes, size);

            // Then
            assertThat(events).as("in pieces of %d bytes", size).isEqualTo(EVENTS);
        }
    }

    @Test
    void dropsAnEventThatIsNotClosedByABlankLine() throws SseProtocolException {
        // Given
        byte[] bytes = "data: whole\n\ndata: half\n".getBytes(StandardCharsets.UTF_8);

        // When
        List<SseEvent> events = decode(new SseDecoder(1024), bytes, bytes.length);

        // Then
        assertThat(events).extracting(SseEvent::data).containsExactly("whole");
    }

    @Test
    void leavesOutAByteOrderMark() throws SseProtocolException {
        // Given
        byte[] bytes = "\uFEFFdata: x\n\n".getBytes(StandardCharsets.UTF_8);

        // When
        List<SseEvent> events = decode(new SseDecoder(1024), bytes, 1);

        // Then
        assertThat(events).extracting(SseEvent::data).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 0123456789abcdef", "data: 0123456\ndata: 0123456\ndata: 0123456\n"})
    void refusesALineOrAnEventThatIsTooLong(String text) {
        // Given
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        // When, Then
        assertThatThrownBy(() -> decode(new SseDecoder(16), bytes, bytes.length))
                .isInstanceOf(SseProtocolException.class)
                .hasMessageContaining("longer than 16");
    }

    private static List<SseEvent> decode(SseDecoder decoder, byte[] bytes, int size) throws SseProtocolException {
        List<SseEvent> events = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += size) {
            events.addAll(decoder.decode(ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start))));
        }
        return events;
    }
}
