package dev.writ.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;
import java.util.List;
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
        Control bypass = control(Flag.EMERGENCY_GOVERNANCE_BYPASS, true, "ops", "fire", Optional.of(NOON));
        Control off = control(Flag.STREAMING_GOVERNANCE_ENABLED, false, "ops", "", Optional.empty());
        Controls both = Controls.DEFAULTS.with(bypass).with(off);

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
        assertRefused(Flag.EMERGENCY_GOVERNANCE_BYPASS, "ops", "fire", Optional.empty());
        assertRefused(Flag.EMERGENCY_GOVERNANCE_BYPASS, "ops", " ", Optional.of(NOON));
        assertRefused(Flag.EMERGENCY_GOVERNANCE_BYPASS, "", "fire", Optional.of(NOON));
    }

    @Property
    void nothingRunsInAStoppedWorkspace(
            @ForAll Maturity maturity, @ForAll boolean paused, @ForAll Flag other, @ForAll boolean value) {
        // Given
        Controls controls = controls(other, value).with(stop(true, Optional.empty()));
        for (String action : policy.actions().keySet()) {
            // When
            Decision decision = decide(agent(maturity, paused), action, controls, NOON);

            // Then
            assertThat(decision.verdict()).isEqualTo(new Verdict.Block("Workspace acme is stopped by ops: leak"));
            assertThat(decision.mode()).isEqualTo(DecisionMode.ENFORCED);
            assertThat(decision.control()).contains(stop(true, Optional.empty()));
            assertThat(decision.check()).isEqualTo(MaturityCheck.of(policy, agent(maturity, paused), action));
        }
    }

    @Test
    void aStopEndsWhenItIsLiftedOrExpires() {
        // Given
        Agent intern = agent(Maturity.INTERN, false);
        Controls expiring = Controls.DEFAULTS.with(stop(true, Optional.of(NOON)));
        Controls lifted = expiring.with(stop(false, Optional.empty()));

        // Then
        assertThat(decide(intern, "search", expiring, NOON.minusMillis(1)).allowed())
                .isFalse();
        assertThat(decide(intern, "search", expiring, NOON).allowed()).isTrue();
        assertThat(decide(intern, "search", lifted, NOON.minusMillis(1)).allowed())
                .isTrue();
    }

    @Test
    void aStopHoldsAlsoForACheckThatFailed() {
        // Given
        Controls stopped = Controls.DEFAULTS.with(stop(true, Optional.empty()));

        // When
        Decision decision = Decision.degraded(policy, agent(Maturity.AUTONOMOUS, false), "search", stopped, NOON);

        // Then
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.mode()).isEqualTo(DecisionMode.DEGRADED);
        assertThat(decision.control()).isPresent();
    }

    @Test
    void aStopNeedsActorReasonAndWorkspaceAndNoOtherFlagHasOne() {
        assertRefused(Flag.EMERGENCY_STOP, "", "leak", Optional.empty());
        assertRefused(Flag.EMERGENCY_STOP, "ops", " ", Optional.empty());
        for (Optional<String> workspace : List.of(Optional.<String>empty(), Optional.of(" "))) {
            assertThatThrownBy(() ->
                            new Control(Flag.EMERGENCY_STOP, true, "ops", "leak", Optional.empty(), NOON, workspace))
                    .isInstanceOf(InvalidPolicyException.class)
                    .hasMessage("EMERGENCY_STOP needs a workspace of 1 to 128 characters");
        }
        assertThatThrownBy(() -> new Control(
                        Flag.FORM_GOVERNANCE_ENABLED, true, "ops", "", Optional.empty(), NOON, Optional.of("acme")))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessage("FORM_GOVERNANCE_ENABLED is not for one workspace");
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
        return Controls.DEFAULTS.with(control(flag, value, "ops", "drill", Optional.of(NOON.plusSeconds(60))));
    }

    private static Control control(Flag flag, boolean value, String actor, String reason, Optional<Instant> expiresAt) {
        Optional<String> workspace = flag == Flag.EMERGENCY_STOP ? Optional.of("acme") : Optional.empty();
        return new Control(flag, value, actor, reason, expiresAt, NOON, workspace);
    }

    private static Control stop(boolean value, Optional<Instant> expiresAt) {
        return control(Flag.EMERGENCY_STOP, value, "ops", "leak", expiresAt);
    }

    private static void assertRefused(Flag flag, String actor, String reason, Optional<Instant> expiresAt) {
        assertThatThrownBy(() -> control(flag, true, actor, reason, expiresAt))
                .isInstanceOf(InvalidPolicyException.class);
    }

    private static Agent agent(Maturity maturity, boolean paused) {
        int start = Policy.builtIn().scale().startOf(maturity);
        return new Agent("ina", "Ina", "default", new AgentStanding(maturity, false, paused, start), 1);
    }
}
