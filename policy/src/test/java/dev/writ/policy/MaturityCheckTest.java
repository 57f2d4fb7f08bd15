package dev.writ.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.ApprovalRule;
import dev.writ.schemas.event.Maturity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaturityCheckTest {

    private final Policy policy = Policy.builtIn();

    @ParameterizedTest
    @CsvSource({
        "STUDENT, search, true, 1, STUDENT, false",
        "STUDENT, stream_chat, false, 2, INTERN, true",
        "INTERN, stream_chat, true, 2, INTERN, false",
        "INTERN, submit_form, false, 3, SUPERVISED, true",
        "SUPERVISED, submit_form, true, 3, SUPERVISED, true",
        "SUPERVISED, present_chart, true, 1, STUDENT, false",
        "SUPERVISED, payment, false, 4, AUTONOMOUS, true",
        "AUTONOMOUS, payment, true, 4, AUTONOMOUS, false"
    })
    void complexityNeedsMaturity(
            Maturity maturity, String action, boolean allowed, int complexity, Maturity required, boolean approval) {
        // When
        MaturityCheck check = MaturityCheck.of(policy, agent(maturity, false), action);

        // Then
        assertThat(check.allowed()).isEqualTo(allowed);
        assertThat(check.action()).isEqualTo(new Action(action, complexity, true));
        assertThat(check.required()).isEqualTo(required);
        assertThat(check.requiresHumanApproval()).isEqualTo(approval);
    }

    @Test
    void reasonsReadAsUsersKnowThem() {
        assertThat(MaturityCheck.of(policy, agent(Maturity.INTERN, false), "draft")
                        .reason())
                .isEqualTo("Agent Ina (INTERN) can perform draft (complexity 2)");
        assertThat(MaturityCheck.of(policy, agent(Maturity.INTERN, false), "deploy")
                        .reason())
                .isEqualTo("Agent Ina (INTERN) lacks maturity for deploy. Required: AUTONOMOUS");
    }

    @ParameterizedTest
    @CsvSource({"research", "SEARCH", "'search '", "sear"})
    void actionsAreMatchedExactly(String almostSearch) {
        assertThat(policy.action(almostSearch).known()).isFalse();
        assertThat(policy.action(almostSearch).complexity()).isEqualTo(2);
    }

    @Test
    void aRequiredApprovalHoldsASupervisedAgentBack() {
        // Given
        Policy strict =
                new Policy("default", 2, Map.of("create", 3), 2, policy.scale(), policy.deltas(), ApprovalRule.REQUIRE);

        // When
        MaturityCheck check = MaturityCheck.of(strict, agent(Maturity.SUPERVISED, false), "create");

        // Then
        assertThat(check.allowed()).isFalse();
        assertThat(check.reason()).isEqualTo("Agent Ina (SUPERVISED) needs human approval for create (complexity 3)");
        assertThat(MaturityCheck.of(strict, agent(Maturity.AUTONOMOUS, false), "create")
                        .allowed())
                .isTrue();
    }

    private static Agent agent(Maturity maturity, boolean paused) {
        int confidence = AgentStanding.ofNew(
                        Optional.of(maturity),
                        Optional.empty(),
                        Policy.builtIn().scale())
                .confidence();
        return new Agent("ina", "Ina", "default", new AgentStanding(maturity, false, paused, confidence), 1);
    }
}
