package dev.writ.benchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String ANSWER = "HTTP/1.1 202 Accepted\r\ncontent-length: 4\r\nServer: x\r\n\r\nfour";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void readsAnAnswerHoweverItIsCut() throws IOException {
        for (int cut = 1; cut < ANSWER.length(); cut++) {
            // When
            boolean early = reader.take(bytes(ANSWER.substring(0, cut)));
            boolean whole = reader.take(bytes(ANSWER.substring(cut)));

            // Then
            assertThat(early).as("cut at %s", cut).isFalse();
            assertThat(whole).as("cut at %s", cut).isTrue();
            assertThat(reader.status()).isEqualTo(202);
        }
    }

    @Test
    void leavesTheNextAnswerWhereItIs() throws IOException {
        // Given
        ByteBuffer two = bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + ANSWER);

        // Then
        assertThat(reader.take(two)).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.take(two)).isTrue();
        assertThat(reader.status()).isEqualTo(202);
        assertThat(two.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "SSH-2.0\r\n\r\n"})
    void refusesWhatIsNoAnswerWithALength(String text) {
        assertThatIOException().isThrownBy(() -> reader.take(bytes(text)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
