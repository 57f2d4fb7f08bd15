package dev.writ.sink.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthsTest {

    @Test
    void goByUtc() {
        assertThat(Months.of(Instant.parse("2026-11-30T23:59:59.999Z"))).isEqualTo("2026-11");
        assertThat(Months.of(Instant.parse("2026-12-01T00:00:00Z"))).isEqualTo("2026-12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1969-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "+20000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"
            })
    void areNotPossibleFarFromNow(String time) {
        assertThat(Months.isPossible(Months.of(Instant.parse(time)))).isFalse();
    }
}
