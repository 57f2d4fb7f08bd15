package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedPositionsTest {

    @Test
    void readsBackWhatItWrote() {
        // Given
        ObservedPositions positions = new ObservedPositions(Map.of(
                new TopicPartition("writ.sessions", 0), 4L,
                new TopicPartition("writ.agents", 2), 17L,
                new TopicPartition("with-1-2", 3), 999_999_999_999_999_999L));
        Headers headers = new RecordHeaders();

        // When
        positions.writeTo(headers);

        // Then
        assertThat(positions).hasToString("with-1-2-3@999999999999999999,writ.agents-2@17,writ.sessions-0@4");
        assertThat(ObservedPositions.readFrom(headers)).isEqualTo(positions);
    }

    @Test
    void takesAwayTheHeaderWhenNothingWasSeen() {
        // Given
        Headers headers = header("writ.agents-2@17");

        // When
        ObservedPositions.NONE.writeTo(headers);

        // Then
        assertThat(headers).isEmpty();
    }

    @Test
    void readsNothingFromAMissingNullOrEmptyHeader() {
        assertThat(ObservedPositions.readFrom(new RecordHeaders())).isEqualTo(ObservedPositions.NONE);
        assertThat(ObservedPositions.readFrom(new RecordHeaders().add(ObservedPositions.HEADER, null)))
                .isEqualTo(ObservedPositions.NONE);
        assertThat(ObservedPositions.readFrom(header(""))).isEqualTo(ObservedPositions.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "writ.agents",
                "writ.agents-2",
                "writ.agents@2",
                "writ.agents-x@1",
                "writ.agents-1@-1",
                "writ.agents-1@1,",
                "writ.agents-1@1 ,writ.sessions-0@1",
                "writ.agents-9999999999@1",
                "writ.agents-1@9999999999999999999",
                "ü-1@1",
                "-1@1"
            })
    void refusesAMalformedHeader(String text) {
        assertThatThrownBy(() -> ObservedPositions.readFrom(header(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writ-observed");
    }

    private static Headers header(String text) {
        return new RecordHeaders().add(ObservedPositions.HEADER, text.getBytes(StandardCharsets.UTF_8));
    }
}
