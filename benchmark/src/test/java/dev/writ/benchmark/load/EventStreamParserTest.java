package dev.writ.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamParserTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final List<String> told = new ArrayList<>();
    private final EventStreamParser parser = new EventStreamParser(new EventStreamParser.Listener() {
        @Override
        public void head(String head) {
            told.add(head);
        }

        @Override
        public void event(String name, byte[] data, int from, int to) {
            told.add(name + " " + new String(data, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            told.add("end");
        }
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 4_096})
    void tellsTheSameHoweverTheBytesCome(int piece) {
        // Given
        String longer = "x".repeat(1_500);
        String answer = HEAD
                + chunk("id: 1\nevent: streaming:start\ndata: {\"a\":1}\n\n: ping\n\nevent: streaming:up")
                + chunk("date\ndata: {\"delta\":\"ö" + longer + "\"}\n")
                + chunk("\n")
                + chunk("data: {}\n\n")
                + "0\r\n\r\n";

        // When
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += piece) {
            parser.feed(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
        }

        // Then
        assertThat(told)
                .containsExactly(
                        HEAD,
                        "streaming:start {\"a\":1}",
                        "streaming:update {\"delta\":\"ö" + longer + "\"}",
                        " {}",
                        "end");
    }

    @Test
    void tellsNothingOfAnEventThatHasNotEnded() {
        // When
        parser.feed(ByteBuffer.wrap(
                (HEAD + chunk("event: streaming:update\ndata: {}\n")).getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(told).containsExactly(HEAD);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }
}
