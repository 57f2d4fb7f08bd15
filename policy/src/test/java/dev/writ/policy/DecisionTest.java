package dev.writ.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private final Policy policy = Policy.builtIn();

    @Property
    void withoutControlsTheDecisionIsTheRules(@ForAll Maturity maturity, @ForAll boolean paused) {
        for (String action : policy.actions().keySet()) {
            Agent agent = agent(maturity, paused);
            Decision decision = decide(agent, action, Controls.DEFAULTS, NOON);
            assertThat(decision.mode()).isEqualTo(DecisionMode.ENFORCED);
            assertThat(decision.allowed())
                    .isEqualTo(!paused
                            && MaturityGate.permits(maturity, policy.actions().get(action)));
        }
    }

    @Property
    void aPausedAgentNeverActs(@ForAll Maturity maturity, @ForAll Flag flag, @ForAll boolean value) {
        Decision decision = decide(agent(maturity, true), "search", controls(flag, value), NOON);
        assertThat(decision.verdict()).isInstanceOf(Verdict.Block.class);
    }

    @Test
    void aFlagSwitchesOnlyItsOwnActions() {
        // Given
        Controls canvasOff = controls(Flag.CANVAS_GOVERNANCE_ENABLED, false);

        // Then
        assertThat(decide(agent(Maturity.STUDENT, false), "present_form", canvasOff, NOON)
                        .verdict())
                .isInstanceOf(Verdict.Bypass.class);
        assertThat(decide(agent(Maturity.STUDENT, false), "submit_form", canvasOff, NOON)
                        .verdict())
                .isInstanceOf(Verdict.Block.class);
    }

    @Test
    void theBypassComesBeforeTheFlagAndEnds() {
        // Given
        Control bypass = new Control(Flag.EMERGENCY_GOVERNANCE_BYPASS, true, "ops", "fire", Optional.of(NOON), NOON);
        Control off = new Control(Flag.STREAMING_GOVERNANCE_ENABLED, false, "ops", "", Optional.empty(), NOON);
        Controls both = new Controls(Map.of(bypass.flag(), bypass, off.flag(), off));

        // Then
        assertThat(decide(agent(Maturity.STUDENT, false), "stream_chat", both, NOON.minusMillis(1))
                        .mode())
                .isEqualTo(DecisionMode.BYPASS);
        assertThat(decide(agent(Maturity.STUDENT, false), "stream_chat", both, NOON)
                        .mode())
                .isEqualTo(DecisionMode.FLAG_OFF);
    }

    @Test
    void aBypassNeedsActorReasonAndExpiry() {
        assertThatThrownBy(() ->
                        new Control(Flag.EMERGENCY_GOVERNANCE_BYPASS, true, "ops", "fire", Optional.empty(), NOON))
                .isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(
                        () -> new Control(Flag.EMERGENCY_GOVERNANCE_BYPASS, true, "ops", " ", Optional.of(NOON), NOON))
                .isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(
                        () -> new Control(Flag.EMERGENCY_GOVERNANCE_BYPASS, true, "", "fire", Optional.of(NOON), NOON))
                .isInstanceOf(InvalidPolicyException.class);
    }

    @Test
    void aPolicyWithABadLevelIsRefused() {
        assertThatThrownBy(() -> new Policy(
                        "default", 1, Map.of("search", 5), 2, policy.scale(), policy.deltas(), policy.approval()))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessage("complexity of search must be 1 to 4, not 5");
        assertThatThrownBy(() -> new ConfidenceScale(4_000, 5_000, 5_000, 9_000))
                .isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(() -> new ConfidenceDeltas(100, 200, -1_000, -200, 500))
                .isInstanceOf(InvalidPolicyException.class);
    }

    private Decision decide(Agent agent, String action, Controls controls, Instant time) {
        return Decision.of(MaturityCheck.of(policy, agent, action), agent, controls, time);
    }

    private static Controls controls(Flag flag, boolean value) {
        return new Controls(
                Map.of(flag, new Control(flag, value, "ops", "drill", Optional.of(NOON.plusSeconds(60)), NOON)));
    }

    private static Agent agent(Maturity maturity, boolean paused) {
        int start = Policy.builtIn().scale().startOf(maturity);
        return new Agent("ina", "Ina", "default", new AgentStanding(maturity, false, paused, start), 1);
    }
}
