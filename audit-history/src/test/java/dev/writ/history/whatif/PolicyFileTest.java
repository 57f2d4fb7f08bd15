package dev.writ.history.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

    private static final String SHOWN = """
            {"policy_id": "default", "policy_version": 1,
             "action_complexity": {"search": 1, "delete": 4},
             "levels": [{"complexity": 1, "required_status": "STUDENT", "actions": ["search"]}],
             "unknown_action_complexity": 2,
             "confidence_thresholds": {"INTERN": 0.5000, "SUPERVISED": 0.7000, "AUTONOMOUS": 0.9000},
             "student_start_confidence": 0.4000,
             "confidence_changes": {"success": 0.0100, "failure": -0.0200, "trusted_correction": -0.1000,
              "correction": -0.0200, "high_positive": 0.0500},
             "approval": "advise", "actor": "writ", "published_at": "2026-11-20T10:00:00Z"}
            """;

    @Test
    void readsWhatTheGatewayShows() {
        // When
        Policy policy = parse(SHOWN);

        // Then
        assertThat(policy.actions()).containsOnlyKeys("search", "delete");
        assertThat(policy.scale()).isEqualTo(Policy.builtIn().scale());
        assertThat(policy.deltas()).isEqualTo(Policy.builtIn().deltas());
        assertThat(policy.approval()).isEqualTo(Policy.builtIn().approval());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"delete\": 4 | \"delete\": 5 | complexity of delete must be 1 to 4",
                "\"delete\": 4 | \"delete\": 1.5 | delete must be a whole number",
                "0.7000 | 0.4000 | confidence levels must rise",
                "0.0100 | 0.01001 | success must be a number with 4 decimals",
                "-0.0200, \"trusted | 0.0200, \"trusted | failure and correction deltas",
                "advise | ask | approval must be advise or require",
                "\"levels\" | \"level\" | a policy has no member level",
                "\"approval\": \"advise\", | '' | a policy needs approval",
                "\"policy_version\": 1 | \"policy_version\": 0 | version must be 1 or more",
                "{\"policy_id\" | [{\"policy_id\" | a policy must be JSON"
            })
    void refusesWhatIsNone(String part, String instead, String message) {
        assertThatThrownBy(() -> parse(SHOWN.replace(part, instead)))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining(message);
    }

    private static Policy parse(String json) {
        return PolicyFile.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
