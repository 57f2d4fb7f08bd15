package dev.writ.history.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.history.WrittenLog;
import dev.writ.history.fold.Period;
import dev.writ.history.whatif.WhatIfReport.AgentPath;
import dev.writ.history.whatif.WhatIfReport.Cell;
import dev.writ.history.whatif.WhatIfReport.Counts;
import dev.writ.history.whatif.WhatIfReport.Span;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.Policy;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.ReleaseMaturity;
import dev.writ.schemas.event.ResumeAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    private static final int LISTED = 100;

    private final WrittenLog log = new WrittenLog();

    /** The one truth that is known: what was recorded. */
    @Property(tries = 100)
    void thePolicyThatWasInForceChangesNothing(@ForAll @Size(max = 40) List<@IntRange(max = 8) Integer> happenings) {
        WrittenLog written = new WrittenLog();
        written.register("agent", Maturity.INTERN);
        happenings.forEach(happening -> happen(written, happening));

        WhatIfReport report = ask(written, Policy.builtIn(), Period.ALL);

        assertThat(report.perRequest()).isEqualTo(new Counts(0, 0, report.decisions()));
        assertThat(report.stateful()).isEqualTo(report.perRequest());
        assertThat(report.agents()).isEmpty();
        assertThat(report.changed()).isEmpty();
    }

    private static void happen(WrittenLog written, int happening) {
        switch (happening) {
            case 0, 1 -> written.chat("agent", ExecutionStatus.COMPLETED);
            case 2 -> written.chat("agent", ExecutionStatus.FAILED);
            case 3 -> written.command("agent", new PauseAgent(""));
            case 4 -> written.command("agent", new ResumeAgent(""));
            case 5 -> written.command("agent", new PromoteAgent(Maturity.SUPERVISED));
            case 6 -> written.command("agent", new ReleaseMaturity(""));
            case 7 -> written.command("agent", new RecordFeedback(FeedbackKind.TRUSTED_CORRECTION, "ada"));
            default -> written.check("agent", "create");
        }
    }

    @Test
    void countsWhatIsNewlyBlockedAndAllowedByAgentAndAction() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.register("student", Maturity.STUDENT);
        log.check("intern", "analyze");
        log.check("intern", "search");
        log.check("student", "analyze");

        // When
        WhatIfReport stricter = ask(log, Policies.rating("analyze", 3), Period.ALL);
        WhatIfReport milder = ask(log, Policies.rating("analyze", 1), Period.ALL);

        // Then
        assertThat(stricter.cells())
                .containsExactly(
                        cell("intern", "analyze", new Counts(1, 0, 0)),
                        cell("intern", "search", new Counts(0, 0, 1)),
                        cell("student", "analyze", new Counts(0, 0, 1)));
        assertThat(milder.perRequest()).isEqualTo(new Counts(0, 1, 2));
        assertThat(milder.changed()).singleElement().satisfies(changed -> {
            assertThat(changed.agent()).isEqualTo("student");
            assertThat(changed.allowed()).isFalse();
            assertThat(changed.stateful()).isTrue();
        });
    }

    @Test
    void showsTheDecisionsThatFollowFromAnotherMaturity() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.chat("intern", ExecutionStatus.COMPLETED);
        log.chat("intern", ExecutionStatus.COMPLETED);
        Instant second = log.now();
        log.check("intern", "create");
        log.chat("intern", ExecutionStatus.FAILED);
        log.check("intern", "create");

        // When
        WhatIfReport report = ask(log, Policies.moving(1_000, -1_500), Period.ALL);

        // Then
        assertThat(report.perRequest()).isEqualTo(new Counts(0, 0, 5));
        assertThat(report.stateful()).isEqualTo(new Counts(0, 1, 4));
        assertThat(report.cascaded()).isEqualTo(1);
        AgentPath path = report.agents().getFirst();
        assertThat(path.recorded()).contains(new AgentStanding(Maturity.INTERN, false, false, 5_000));
        assertThat(path.wouldBe()).contains(new AgentStanding(Maturity.INTERN, false, false, 5_500));
        assertThat(path.spans())
                .containsExactly(new Span(
                        second, Optional.of(log.now().minusSeconds(1)), Maturity.INTERN, Maturity.SUPERVISED, 1));
    }

    @Test
    void leavesOutTheEndsOfWorkThatIsNewlyBlocked() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.chat("intern", ExecutionStatus.COMPLETED);
        log.chat("intern", ExecutionStatus.FAILED);

        // When
        WhatIfReport report = ask(log, Policies.rating("stream_chat", 3), Period.ALL);

        // Then
        assertThat(report.stateful()).isEqualTo(new Counts(2, 0, 0));
        AgentPath path = report.agents().getFirst();
        assertThat(path.left()).isEqualTo(2);
        assertThat(path.wouldBe().orElseThrow().confidence()).isEqualTo(5_000);
        assertThat(path.recorded().orElseThrow().confidence()).isEqualTo(4_900);
    }

    @Test
    void guessesNoEndOfWorkThatIsNewlyAllowed() {
        // Given
        log.register("student", Maturity.STUDENT);
        log.chat("student", ExecutionStatus.COMPLETED);

        // When
        WhatIfReport report = ask(log, Policies.rating("stream_chat", 1), Period.ALL);

        // Then
        assertThat(report.stateful()).isEqualTo(new Counts(0, 1, 0));
        assertThat(report.agents()).singleElement().satisfies(path -> {
            assertThat(path.unobserved()).isEqualTo(1);
            assertThat(path.wouldBe()).isEqualTo(path.recorded());
        });
    }

    @Test
    void assumesThePolicyOnlyInItsPeriod() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.chat("intern", ExecutionStatus.COMPLETED);
        Instant from = log.now().plusMillis(1);
        log.chat("intern", ExecutionStatus.COMPLETED);
        Instant to = log.now().plusMillis(1);
        log.chat("intern", ExecutionStatus.COMPLETED);

        // When
        WhatIfReport report = ask(log, Policies.moving(1_000, 0), new Period(from, to));

        // Then
        assertThat(report.decisions()).isEqualTo(1);
        AgentPath path = report.agents().getFirst();
        assertThat(path.recorded().orElseThrow().confidence()).isEqualTo(5_200);
        assertThat(path.wouldBe().orElseThrow().confidence()).isEqualTo(6_100);
    }

    @Test
    void leavesFlagsAsTheyWere() {
        // Given
        log.register("student", Maturity.STUDENT);
        log.set(ControlState.newBuilder()
                .setFlag("STREAMING_GOVERNANCE_ENABLED")
                .setValue(false)
                .setActor("olga")
                .setReason("")
                .setChangedAt(log.now())
                .build());
        log.chat("student", ExecutionStatus.COMPLETED);

        // When
        WhatIfReport report = ask(log, Policies.rating("stream_chat", 4), Period.ALL);

        // Then
        assertThat(report.stateful()).isEqualTo(new Counts(0, 0, 1));
    }

    @Test
    void movesAsRecordedWhatItDoesNotKnowTheCauseOf() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.command("intern", new RecordFeedback(FeedbackKind.HIGH_POSITIVE, "ada"));
        log.chat("intern", ExecutionStatus.COMPLETED);

        // When
        Past past = Past.read(log.readWithout(Topics.AGENT_COMMANDS), log.registry());
        WhatIfReport report = WhatIf.of(past, Policies.moving(200, 0), Period.ALL, LISTED);

        // Then
        assertThat(report.agents()).singleElement().satisfies(path -> {
            assertThat(path.asRecorded()).isEqualTo(1);
            assertThat(path.wouldBe().orElseThrow().confidence()).isEqualTo(5_700);
        });
    }

    @Test
    void holdsNoMoreOfThePastThanItMay() {
        // Given
        log.register("intern", Maturity.INTERN);
        log.chat("intern", ExecutionStatus.COMPLETED);
        long most = 3; // A registration, a decision, and what its end made of the agent.

        // When
        Past past = Past.read(log.read(), log.registry(), most);

        // Then
        assertThat(past.unreadable()).isZero();
        assertThatThrownBy(() -> Past.read(log.read(), log.registry(), most - 1))
                .isInstanceOf(PastTooLongException.class);
    }

    private static WhatIfReport ask(WrittenLog written, Policy policy, Period period) {
        return WhatIf.of(Past.read(written.read(), written.registry()), policy, period, LISTED);
    }

    private static Cell cell(String agent, String action, Counts counts) {
        return new Cell(agent, action, counts, counts, 0);
    }
}
