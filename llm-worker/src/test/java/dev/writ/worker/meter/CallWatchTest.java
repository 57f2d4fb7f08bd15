package dev.writ.worker.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.worker.TestCompletions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallWatchTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final long LATER = START.plusSeconds(60).toEpochMilli();

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private Instant now = START;
    private final CallWatch watch = new CallWatch(registry, meters, () -> now, nanos::get);
    private final CompletionRequested completion = TestCompletions.completion("m");

    @BeforeEach
    void begin() {
        watch.afterBatch();
    }

    @Test
    void isGovernedIfTheDecisionCameBefore() {
        // When
        watch.read(decision(completion, Verdict.ALLOWED));
        watch.calls(completion, LATER);

        // Then
        assertCounts(1, 0, 0, 0);
    }

    @Test
    void isGovernedIfTheDecisionComesBehindTheCall() {
        // When
        watch.calls(completion, LATER);
        double unsettled = meters.get("writ.unsettled.calls").gauge().value();
        watch.read(decision(completion, Verdict.BYPASSED));

        // Then
        assertThat(unsettled).isEqualTo(1);
        assertCounts(1, 0, 0, 0);
    }

    @Test
    void isUngovernedIfTheDecisionBlocksItOrLetsAnotherExecutionRun() {
        // Given
        CompletionRequested forged = CompletionRequested.newBuilder(completion)
                .setExecutionId("another")
                .build();
        CompletionRequested blocked = TestCompletions.completion("m");

        // When
        watch.read(decision(completion, Verdict.ALLOWED));
        watch.calls(forged, LATER);
        watch.calls(blocked, LATER);
        watch.read(decision(blocked, Verdict.BLOCKED));

        // Then
        assertCounts(0, 2, 0, 0);
    }

    @Test
    void isUngovernedIfNoDecisionComesInAMinute() {
        // When
        watch.calls(completion, LATER);
        passBatches(Duration.ofSeconds(59));
        assertCounts(0, 0, 0, 1);
        passBatches(Duration.ofSeconds(2));

        // Then
        assertCounts(0, 1, 0, 0);
    }

    @Test
    void doesNotCountTheTimeInWhichNothingCouldBeRead() {
        // When
        watch.calls(completion, LATER);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        watch.afterBatch();
        assertCounts(0, 0, 0, 1);
        watch.read(decision(completion, Verdict.ALLOWED));

        // Then
        assertCounts(1, 0, 0, 0);
    }

    @Test
    void doesNotJudgeWhatMayHaveBeenDecidedBeforeItBegan() {
        // Given
        CompletionRequested seen = TestCompletions.completion("m");

        // When
        watch.calls(completion, START.minusSeconds(1).toEpochMilli());
        watch.calls(seen, START.plusSeconds(1).toEpochMilli());
        watch.read(decision(seen, Verdict.ALLOWED));
        passBatches(Duration.ofSeconds(61));

        // Then
        assertCounts(1, 0, 1, 0);
    }

    @Test
    void doesNotJudgeWhatWasDecidedBeforeKafkaAnswered() {
        // Given
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        CallWatch late = new CallWatch(registry, own, () -> now, nanos::get);
        now = START.plus(Duration.ofMinutes(5));
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());

        // When
        late.afterBatch();
        late.calls(completion, LATER);
        passBatches(late, Duration.ofSeconds(61));

        // Then
        assertThat(own.get("writ.unverified.calls").counter().count()).isEqualTo(1);
        assertThat(own.get("writ.ungoverned.calls").counter().count()).isZero();
    }

    private void passBatches(Duration time) {
        passBatches(watch, time);
    }

    private void passBatches(CallWatch whose, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            whose.afterBatch();
        }
    }

    private void assertCounts(double governed, double ungoverned, double unverified, double unsettled) {
        assertThat(meters.get("writ.governed.calls").counter().count()).isEqualTo(governed);
        assertThat(meters.get("writ.ungoverned.calls").counter().count()).isEqualTo(ungoverned);
        assertThat(meters.get("writ.unverified.calls").counter().count()).isEqualTo(unverified);
        assertThat(meters.get("writ.unsettled.calls").gauge().value()).isEqualTo(unsettled);
    }

    private ConsumerRecord<byte[], byte[]> decision(CompletionRequested asked, Verdict verdict) {
        String topic = Topics.DECISIONS.name();
        GovernanceCheck check = GovernanceCheck.newBuilder()
                .setAllowed(verdict != Verdict.BLOCKED)
                .setReason("a sentence")
                .setAgentId(asked.getAgentId())
                .setAgentName(asked.getAgentName())
                .setAgentStatus(Maturity.INTERN)
                .setAction(asked.getAction())
                .setActionComplexity(2)
                .setRequiredStatus(Maturity.INTERN)
                .setRequiresHumanApproval(false)
                .setConfidence(5_000)
                .setResolutionPath(List.of("explicit_agent_id"))
                .setPolicyId("default")
                .setPolicyVersion(1)
                .setAgentVersion(1)
                .setMode(DecisionMode.ENFORCED)
                .setRuleAllows(true)
                .build();
        ActionDecided decided = ActionDecided.newBuilder()
                .setDecisionId(asked.getDecisionId())
                .setRequestId(asked.getRequestId())
                .setExecutionId(asked.getExecutionId())
                .setKind(RequestKind.CHAT)
                .setUserId(asked.getUserId())
                .setWorkspaceId(asked.getWorkspaceId())
                .setVerdict(verdict)
                .setCheck(check)
                .setDecidedAt(START)
                .setOrigin(new RecordOrigin(Topics.CHAT_REQUESTS.name(), 0, 1L))
                .build();
        return new ConsumerRecord<>(
                topic, 0, 0, null, new AvroSerializer<ActionDecided>(registry).serialize(topic, decided));
    }
}
