package dev.writ.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cancelled_by_client",
                "client_disconnected",
                "orphaned",
                "agent_paused",
                "agent_demoted",
                "emergency_stop",
                "upstream_truncated"
            })
    void whoeverEndsAnExecutionSaysNothingAboutItsAgent(String cause) {
        assertThat(Outcome.of(ExecutionStatus.CANCELLED, cause)).isEqualTo(Outcome.NEUTRAL);
    }

    @Test
    void anAnswerThatWasCutShortIsAFailureAndABadRequestIsNot() {
        assertThat(Outcome.of(ExecutionStatus.FAILED, "upstream_truncated")).isEqualTo(Outcome.FAILURE);
        assertThat(Outcome.of(ExecutionStatus.FAILED, "form_invalid")).isEqualTo(Outcome.NEUTRAL);
    }
}
