package dev.writ.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTextTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T09:30:00Z, 2026-11-28T09:30:00Z",
        "2026-11-28T10:30:00.250+01:00, 2026-11-28T09:30:00.250Z",
        "2h, 2026-11-28T10:00:00Z",
        "1d2h3m4s, 2026-11-27T09:56:56Z",
        "PT2H, 2026-11-28T10:00:00Z",
        "P7D, 2026-11-21T12:00:00Z",
        "0s, 2026-11-28T12:00:00Z"
    })
    void readsTimesAndHowLongAgo(String text, Instant time) {
        // Then
        assertThat(BoundText.parse(text, "history", NOW)).isEqualTo(new Bound.Time(time));
    }

    @Test
    void readsOffsetsByPartition() {
        // Then
        assertThat(BoundText.parse("0:17,12:0", "history", NOW))
                .isEqualTo(new Bound.Offsets(
                        Map.of(new TopicPartition("history", 0), 17L, new TopicPartition("history", 12), 0L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2",
                "-2h",
                "2h3d",
                "P",
                "PT-2H",
                "PT9999999999999999999H",
                "99999999999999999999d",
                "9999999999999999d",
                "2026-11-28",
                "2026-11-28T09:30:00",
                "2026-13-28T09:30:00Z",
                "0:",
                "0:-1",
                "0:1,",
                "0:1;1:2",
                "0:1,0:2",
                "99999999999:1",
                "0:99999999999999999999"
            })
    void refusesWhatIsNoBound(String text) {
        // When
        assertThatThrownBy(() -> BoundText.parse(text, "history", NOW))
                // Then
                .isInstanceOf(BadRangeException.class)
                .hasMessageContaining(text);
    }
}
