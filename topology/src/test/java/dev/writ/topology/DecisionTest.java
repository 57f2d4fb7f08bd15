package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.policy.MaturityGate;
import dev.writ.policy.Policy;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void everyMaturityMayDoWhatItsComplexityAllowsAndNothingElse() {
        for (Maturity maturity : Maturity.values()) {
            bench.register("agent-" + maturity, "Agent", maturity, "default");
            for (Map.Entry<String, Integer> action : Policy.builtIn().actions().entrySet()) {
                // When
                ActionDecided decided = bench.check("agent-" + maturity, action.getKey());

                // Then
                boolean allowed = action.getValue() <= MaturityGate.mostComplexity(maturity);
                assertThat(decided.getCheck().getAllowed())
                        .as("%s %s", maturity, action)
                        .isEqualTo(allowed);
                assertThat(decided.getVerdict()).isEqualTo(allowed ? Verdict.ALLOWED : Verdict.BLOCKED);
                assertThat(decided.getCheck().getActionComplexity()).isEqualTo(action.getValue());
                assertThat(decided.getExecutionId()).isEmpty();
            }
        }
    }

    @Test
    void takesTheStatedLevelForAnUnknownActionAndSaysSo() {
        // Given
        bench.register("intern", "Ina", Maturity.INTERN, "default");

        // When
        ActionDecided decided = bench.check("intern", "delete_everything_search");

        // Then
        assertThat(decided.getCheck().getActionKnown()).isFalse();
        assertThat(decided.getCheck().getActionComplexity()).isEqualTo(2);
        assertThat(decided.getCheck().getReason())
                .isEqualTo(
                        "Agent Ina (INTERN) can perform delete_everything_search (complexity 2, not in the catalogue)");
    }

    @Test
    void decidesARequestIdOnce() {
        // Given
        bench.register("intern", "Ina", Maturity.INTERN, "default");

        // When
        bench.chat("request-1", "intern");
        bench.chat("request-1", "intern");

        // Then
        ActionDecided decided = bench.decision();
        assertThat(decided.getDecisionId()).isEqualTo(Ids.decisionOf("request-1"));
        assertThat(decided.getExecutionId()).contains(Ids.executionOf("request-1"));
        assertThat(bench.values(Topics.COMPLETIONS)).hasSize(1);
    }

    /** The test begins at noon, and ids are kept by day. */
    @Test
    void forgetsARequestIdAfterTheRetention() {
        // Given
        bench.chat("request-1", null);
        assertThat(bench.values(Topics.DECISIONS)).hasSize(1);

        // When
        bench.advance(Duration.ofHours(24));
        bench.chat("request-1", null);
        assertThat(bench.values(Topics.DECISIONS)).isEmpty();
        bench.advance(Duration.ofMillis(1));
        bench.chat("request-1", null);

        // Then
        assertThat(bench.values(Topics.DECISIONS)).hasSize(1);
    }

    @Test
    void remembersARequestIdWhateverDayItWasDecidedOn() {
        // Given
        bench.chat("request-1", null);
        bench.advance(Duration.ofHours(13));
        bench.chat("request-2", null);
        assertThat(bench.values(Topics.DECISIONS)).hasSize(2);

        // When
        bench.chat("request-1", null);
        bench.advance(Duration.ofHours(-13));
        bench.chat("request-2", null);

        // Then
        assertThat(bench.values(Topics.DECISIONS)).isEmpty();
    }

    @Test
    void remembersARequestIdForDaysIfToldTo(@TempDir Path directory) {
        Map<String, String> settings = Map.of(
                "governance.idempotency.retention.ms",
                String.valueOf(Duration.ofHours(60).toMillis()));
        try (Bench days = Bench.started(directory, settings)) {
            // Given
            days.chat("request-1", null);
            days.advance(Duration.ofHours(60));
            days.chat("request-2", null);
            assertThat(days.values(Topics.DECISIONS)).hasSize(2);

            // When
            days.chat("request-1", null);
            assertThat(days.values(Topics.DECISIONS)).isEmpty();
            days.advance(Duration.ofMillis(1));
            days.chat("request-1", null);

            // Then
            assertThat(days.values(Topics.DECISIONS)).hasSize(1);
        }
    }

    @Test
    void cachesACheckUntilTheFactsChange() {
        // Given
        bench.register("student", "Sam", Maturity.STUDENT, "default");
        assertThat(bench.check("student", "analyze").getCheck().getCache()).isEqualTo(CacheResult.MISS);
        assertThat(bench.check("student", "analyze").getCheck().getCache()).isEqualTo(CacheResult.HIT);

        // When
        bench.command("student", new PromoteAgent(Maturity.INTERN));

        // Then
        ActionDecided decided = bench.check("student", "analyze");
        assertThat(decided.getCheck().getCache()).isEqualTo(CacheResult.MISS);
        assertThat(decided.getCheck().getAllowed()).isTrue();
        assertThat(decided.getCheck().getAgentVersion()).isEqualTo(2);
    }

    @Test
    void cachedChecksGrowOld() {
        // Given
        assertThat(bench.check(null, "search").getCheck().getCache()).isEqualTo(CacheResult.MISS);

        // When
        bench.advance(Duration.ofSeconds(59));
        assertThat(bench.check(null, "search").getCheck().getCache()).isEqualTo(CacheResult.HIT);
        bench.advance(Duration.ofSeconds(1));

        // Then
        assertThat(bench.check(null, "search").getCheck().getCache()).isEqualTo(CacheResult.MISS);
    }

    @Test
    void decisionsCarryTheCountsOfTheCache() {
        // Given
        bench.check(null, "search");
        bench.check(null, "search");

        // When
        bench.send(
                Topics.CHAT_REQUESTS,
                "user",
                ChatRequested.newBuilder().setUserId("user").setMessage("hi").build());

        // Then
        assertThat(new String(
                        bench.records(Topics.DECISIONS)
                                .getLast()
                                .headers()
                                .lastHeader("writ-cache-stats")
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("size=2,max_size=10000,hits=1,misses=2,evictions=0,invalidations=0,ttl_seconds=60");
    }

    @Test
    void aFlagLetsPassWhatTheRuleForbidsAndTheDecisionSaysWho() {
        // Given
        bench.control("STREAMING_GOVERNANCE_ENABLED", false, null);

        // When
        bench.chat("request-1", null);

        // Then
        ActionDecided decided = bench.decision();
        assertThat(decided.getVerdict()).isEqualTo(Verdict.BYPASSED);
        assertThat(decided.getCheck().getMode()).isEqualTo(DecisionMode.FLAG_OFF);
        assertThat(decided.getCheck().getAllowed()).isTrue();
        assertThat(decided.getCheck().getRuleAllows()).isFalse();
        assertThat(decided.getCheck().getControl().orElseThrow().getActor()).isEqualTo("operator");
        assertThat(bench.values(Topics.COMPLETIONS)).hasSize(1);
    }

    @Test
    void anEmergencyBypassEndsWhenItExpires() {
        // Given
        bench.control("EMERGENCY_GOVERNANCE_BYPASS", true, bench.now().plusSeconds(60));
        assertThat(bench.check(null, "deploy").getVerdict()).isEqualTo(Verdict.BYPASSED);

        // When
        bench.advance(Duration.ofSeconds(60));

        // Then
        assertThat(bench.check(null, "deploy").getVerdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void aBypassWithoutExpiryIsNotInForce() {
        // When
        bench.control("EMERGENCY_GOVERNANCE_BYPASS", true, null);

        // Then
        assertThat(bench.check(null, "deploy").getVerdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void aPausedAgentIsBlockedEvenUnderABypass() {
        // Given
        bench.register("auto", "Ada", Maturity.AUTONOMOUS, "default");
        bench.command("auto", new PauseAgent("drill"));
        bench.control("EMERGENCY_GOVERNANCE_BYPASS", true, bench.now().plusSeconds(60));

        // When
        ActionDecided decided = bench.check("auto", "search");

        // Then
        assertThat(decided.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(decided.getCheck().getReason()).isEqualTo("Agent Ada (AUTONOMOUS) is paused");
    }

    @Test
    void aSupervisedAgentActsAndIsFlaggedForApproval() {
        // Given
        bench.register("super", "Sue", Maturity.SUPERVISED, "default");

        // When
        ActionDecided decided = bench.check("super", "send_email");

        // Then
        assertThat(decided.getCheck().getAllowed()).isTrue();
        assertThat(decided.getCheck().getRequiresHumanApproval()).isTrue();
    }
}
