package dev.writ.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Account account = Account.of(meters, Tracing.OFF);

    @Test
    void countsWhatIsCommittedAndForgetsWhatIsAborted() {
        // When
        account.read(RequestKind.CHAT);
        account.decided(decision(Verdict.ALLOWED).build());
        account.commits().aborted();
        account.read(RequestKind.CHAT);
        account.decided(decision(Verdict.ALLOWED).build());
        double before = count("writ.decisions.total");
        account.commits().committed();
        account.commits().committed();

        // Then
        assertThat(before).isZero();
        assertThat(count("writ.decisions.total")).isEqualTo(1);
        assertThat(count("writ.requests.read")).isEqualTo(1);
        assertThat(count("writ.decision.cache.gets")).isEqualTo(1);
        assertThat(meters.get("writ.decision.duration")
                        .tag("kind", "chat")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void keepsTheTransactionsOfThreadsApart() throws InterruptedException {
        // Given
        account.read(RequestKind.FORM);

        // When
        Thread other = Thread.ofVirtual().start(() -> {
            account.read(RequestKind.FORM);
            account.commits().aborted();
        });
        other.join();
        account.commits().committed();

        // Then
        assertThat(count("writ.requests.read")).isEqualTo(1);
    }

    @Test
    void namesTheClassOfTheReasonAndNoActionOfAClients() {
        // Given
        Map<String, GovernanceCheck.Builder> checks = Map.of(
                "maturity",
                check(false),
                "paused",
                check(false).setAgentPaused(true),
                "approval",
                check(false).setAgentStatus(Maturity.AUTONOMOUS),
                "stopped",
                check(false).setAgentPaused(true).setControl(stop()));

        // Then
        checks.forEach((reason, given) -> assertThat(DecisionLabels.of(
                        decision(Verdict.BLOCKED).setCheck(given.build()).build()))
                .isEqualTo(new DecisionLabels(
                        RequestKind.CHAT, Verdict.BLOCKED, reason, DecisionMode.ENFORCED, "stream_chat")));
        assertThat(DecisionLabels.of(decision(Verdict.ALLOWED)
                                .setCheck(check(true)
                                        .setActionKnown(false)
                                        .setAction("my_secret")
                                        .build())
                                .build())
                        .action())
                .isEqualTo("other");
    }

    @Test
    void tellsEndsOfWhatRanAndOfWhatIsBlockedFromRepetitions() {
        // When
        account.ended(ExecutionStatus.COMPLETED, true);
        account.ended(ExecutionStatus.COMPLETED, false);
        account.ended(ExecutionStatus.BLOCKED, false);
        account.commits().committed();

        // Then
        assertThat(meters.get("writ.executions.total")
                        .tag("status", "completed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("writ.executions.total")
                        .tag("status", "blocked")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(count("writ.executions.repeated")).isEqualTo(1);
    }

    @Test
    void showsWhatRunsAndWhatRunsForTooLongUntilItsTaskStops() {
        // Given
        Map<String, Instant> running = account.running().of("0_1");
        running.put("old", NOW);
        running.put("new", Instant.now());

        // When
        double seen = meters.get("writ.executions.running").gauge().value();
        double overdue = meters.get("writ.executions.overdue").gauge().value();
        account.running().leave("0_1");

        // Then
        assertThat(seen).isEqualTo(2);
        assertThat(overdue).isEqualTo(1);
        assertThat(meters.get("writ.executions.running").gauge().value()).isZero();
    }

    @Test
    void countsWhatTheCacheOfATaskDropsOnce() {
        // When
        account.cache("0_0", 5, 2, 1);
        account.cache("0_0", 6, 3, 1);
        account.cache("0_1", 1, 0, 0);

        // Then
        assertThat(meters.get("writ.decision.cache.size").gauge().value()).isEqualTo(7);
        assertThat(count("writ.decision.cache.evictions")).isEqualTo(3);
        assertThat(count("writ.decision.cache.invalidations")).isEqualTo(1);
    }

    private double count(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static ActionDecided.Builder decision(Verdict verdict) {
        return ActionDecided.newBuilder()
                .setDecisionId("d1")
                .setRequestId("r1")
                .setExecutionId("e1")
                .setKind(RequestKind.CHAT)
                .setUserId("ada")
                .setWorkspaceId("default")
                .setVerdict(verdict)
                .setCheck(check(verdict != Verdict.BLOCKED).build())
                .setDecidedAt(NOW)
                .setOrigin(new RecordOrigin("writ.requests.chat", 0, 1L));
    }

    private static GovernanceCheck.Builder check(boolean allowed) {
        return GovernanceCheck.newBuilder()
                .setAllowed(allowed)
                .setReason("a sentence")
                .setAgentId("a1")
                .setAgentName("Ann")
                .setAgentStatus(allowed ? Maturity.INTERN : Maturity.STUDENT)
                .setAction("stream_chat")
                .setActionComplexity(2)
                .setRequiredStatus(Maturity.INTERN)
                .setRequiresHumanApproval(!allowed)
                .setConfidence(4_000)
                .setResolutionPath(List.of("explicit_agent_id"))
                .setPolicyId("default")
                .setPolicyVersion(1)
                .setAgentVersion(1)
                .setMode(DecisionMode.ENFORCED)
                .setRuleAllows(allowed)
                .setCache(CacheResult.MISS);
    }

    private static ControlState stop() {
        return new ControlState("EMERGENCY_STOP", true, "ada", "a leak", null, NOW, "default");
    }
}
