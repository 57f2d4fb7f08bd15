package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.writ.gateway.http.EventSource.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SseStreamTest {

    @Test
    void writesEventsAndFillsSilence() throws IOException {
        // Given
        ScriptedSource source = new ScriptedSource();
        source.steps.add(new Event("1.0.1", "a", "{}"));
        source.steps.add(new EventSource.Silence());
        source.steps.add(new Event(null, "b", "1"));
        source.steps.add(new EventSource.End());
        StringBuilder written = new StringBuilder();

        // When
        new SseStream(
                        source,
                        (last, bytes) -> written.append(StandardCharsets.UTF_8.decode(bytes))
                                .append(last ? "<end>" : ""),
                        Duration.ofSeconds(1))
                .run();

        // Then
        assertThat(written)
                .hasToString(": stream\n\nevent: a\nid: 1.0.1\ndata: {}\n\n: ping\n\nevent: b\ndata: 1\n\n<end>");
    }

    @Test
    void letsNoFieldBreakItsLine() {
        assertThat(SseStream.format(new Event("1\r\n2", "na\nme", "da\r\nta")))
                .isEqualTo("event: name\nid: 12\ndata: data\n\n");
    }

    @Test
    void readsAQueryStrictly() {
        assertThat(QueryString.parse("a=1&b=%C3%A9+x")).containsExactly(entry("a", "1"), entry("b", "\u00e9 x"));
        assertThat(QueryString.parse(null)).isEmpty();
    }
}
