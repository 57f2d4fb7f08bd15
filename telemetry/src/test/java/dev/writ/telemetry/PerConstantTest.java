package dev.writ.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerConstantTest {

    @Test
    void makesOneForEachAtOnceAndAlwaysGivesThatOne() {
        // Given
        List<String> made = new ArrayList<>();

        // When
        PerConstant<DeadLetterReason, String> meters = new PerConstant<>(DeadLetterReason.class, reason -> {
            made.add(PerConstant.word(reason));
            return "of " + PerConstant.word(reason);
        });

        // Then
        assertThat(made).hasSameSizeAs(DeadLetterReason.values()).contains("unreadable", "exhausted");
        assertThat(meters.of(DeadLetterReason.EXHAUSTED)).isEqualTo("of exhausted");
        assertThat(meters.of(DeadLetterReason.UNREADABLE)).isEqualTo("of unreadable");
    }
}
