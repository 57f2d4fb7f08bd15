package dev.writ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of changes of what governs. */
class RecorderTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.recorder(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void auditsThatAWorkspaceWasStoppedAndThatItGoesOn() {
        // When
        bench.stop("acme", true, null);
        bench.stop("acme", false, null);

        // Then
        assertThat(bench.values(Topics.AUDIT))
                .extracting(AuditRecorded::getControl)
                .allSatisfy(control ->
                        assertThat(control.orElseThrow().getWorkspaceId()).contains("acme"))
                .extracting(control -> control.orElseThrow().getValue())
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY_STOP:acme, acme, operator, ' ', EMERGENCY_STOP needs a reason",
        "EMERGENCY_STOP:acme, acme, ' ', why, EMERGENCY_STOP needs an actor of 1 to 128 characters",
        "EMERGENCY_STOP:acme, , operator, why, EMERGENCY_STOP needs a workspace of 1 to 128 characters",
        "EMERGENCY_STOP:other, acme, operator, why, the key must be EMERGENCY_STOP:acme",
        "EMERGENCY_STOP, acme, operator, why, the key must be EMERGENCY_STOP:acme"
    })
    void aStopThatBreaksARuleIsADeadLetterAndNotAudited(
            String key, @Nullable String workspace, String actor, String reason, String message) {
        // When
        bench.send(
                Topics.CONTROLS,
                key,
                new ControlState("EMERGENCY_STOP", true, actor, reason, null, bench.now(), workspace));

        // Then
        DeadLettered letter = bench.values(Topics.DEAD_LETTERS).getFirst();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(letter.getCode()).isEqualTo("rule_broken");
        assertThat(letter.getMessage()).isEqualTo(message);
        assertThat(new String(letter.getKey().orElseThrow().array(), UTF_8)).isEqualTo(key);
        assertThat(bench.values(Topics.AUDIT)).isEmpty();
    }
}
