package dev.writ.history.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.writ.history.WrittenLog;
import dev.writ.history.fold.Period;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.Reproduced.Tally;
import dev.writ.policy.Agent;
import dev.writ.policy.ConfidenceDeltas;
import dev.writ.policy.Policy;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.ReleaseMaturity;
import dev.writ.schemas.event.ResumeAgent;
import dev.writ.schemas.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReproductionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final WrittenLog log = new WrittenLog();

    @BeforeEach
    void registerAgents() {
        log.register(Agent.SYSTEM_DEFAULT_ID, Maturity.STUDENT);
        log.register("intern", Maturity.INTERN);
        log.register("boss", Maturity.SUPERVISED);
    }

    @Test
    void reproducesAWholeHistory() {
        // Given
        log.chat("intern", ExecutionStatus.COMPLETED);
        log.chat("intern", ExecutionStatus.FAILED);
        log.chat(Optional.of("nobody"), Optional.of("talk"));
        log.setSession("talk", "intern");
        log.chat(Optional.empty(), Optional.of("talk"));
        log.setWorkspace(WrittenLog.WORKSPACE, "boss");
        log.chat(Optional.empty(), Optional.of("elsewhere"));
        log.command("intern", new PauseAgent("because"));
        log.check("intern", "search");
        log.command("intern", new ResumeAgent(""));
        log.command("intern", new RecordFeedback(FeedbackKind.TRUSTED_CORRECTION, "ada"));
        log.check("intern", "analyze");
        log.set(flag("STREAMING_GOVERNANCE_ENABLED", false));
        log.chat(Optional.of("intern"), Optional.empty());
        log.set(flag("STREAMING_GOVERNANCE_ENABLED", true));
        log.set(stop(true));
        log.check("boss", "create");
        log.set(stop(false));
        log.command("intern", new PromoteAgent(Maturity.AUTONOMOUS));
        log.check("intern", "delete");
        log.publish(withSuccess(2, 700));
        log.command("intern", new ReleaseMaturity(""));
        log.chat("boss", ExecutionStatus.COMPLETED);
        log.check("boss", "a_thing_nobody_rated");

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.differences()).isEmpty();
        assertThat(reproduced.unverifiable()).isEmpty();
        assertThat(reproduced.tally(Basis.EVIDENCE))
                .as("12 decisions on two topics")
                .isEqualTo(new Tally(24, 0, 0));
        assertThat(reproduced.tally(Basis.STATE)).isEqualTo(new Tally(24, 0, 0));
        assertThat(reproduced.tally(Basis.COMMAND)).as("changes of agents").isEqualTo(new Tally(11, 0, 0));
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                ofCheck(Basis.STATE, "check.confidence", check -> check.setConfidence(9_999)),
                ofCheck(Basis.STATE, "check.agent_name", check -> check.setAgentName("Somebody")),
                ofCheck(Basis.STATE, "check.agent_version", check -> check.setAgentVersion(7)),
                ofCheck(Basis.STATE, "check.agent_paused", check -> check.setAgentPaused(true)),
                ofCheck(
                        Basis.STATE,
                        "check.resolution_path",
                        check -> check.setResolutionPath(List.of("session_agent"))),
                ofCheck(Basis.EVIDENCE, "check.reason", check -> check.setReason("Because")),
                ofCheck(Basis.EVIDENCE, "check.reason", check -> check.setAgentStatus(Maturity.AUTONOMOUS)),
                ofCheck(Basis.EVIDENCE, "check.allowed", check -> check.setAllowed(false)),
                ofCheck(Basis.EVIDENCE, "check.rule_allows", check -> check.setRuleAllows(false)),
                ofCheck(Basis.EVIDENCE, "check.action", check -> check.setAction("search")),
                ofCheck(Basis.EVIDENCE, "check.action_complexity", check -> check.setActionComplexity(1)),
                ofCheck(Basis.EVIDENCE, "check.action_known", check -> check.setActionKnown(false)),
                ofCheck(Basis.EVIDENCE, "check.required_status", check -> check.setRequiredStatus(Maturity.STUDENT)),
                ofCheck(Basis.EVIDENCE, "check.requires_human_approval", check -> check.setRequiresHumanApproval(true)),
                ofCheck(Basis.EVIDENCE, "check.policy_id", check -> check.setPolicyId("other")),
                ofCheck(
                        Basis.EVIDENCE,
                        "check.mode",
                        check -> check.setControl(flag("STREAMING_GOVERNANCE_ENABLED", false))),
                ofCheck(Basis.EVIDENCE, "check", check -> check.setConfidence(10_001)),
                ofDecision("verdict", decided -> decided.setVerdict(Verdict.BYPASSED)),
                ofDecision("decision_id", decided -> decided.setDecisionId("other")),
                ofDecision("execution_id", decided -> decided.setExecutionId(null)));
    }

    @ParameterizedTest(name = "{1} from {0}, case {index}")
    @MethodSource("forgeries")
    void namesTheFieldOfADecisionThatWasAltered(Basis basis, String field, UnaryOperator<ActionDecided> forger) {
        // Given
        log.setSession("talk", "boss");
        log.chat("intern", ExecutionStatus.COMPLETED);
        ActionDecided forged = log.forgingDecisions(forger).chat(Optional.of("intern"), Optional.of("talk"));

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.hasDifferences()).isTrue();
        assertThat(reproduced.differences())
                .allSatisfy(difference -> assertThat(difference.id()).isEqualTo(forged.getDecisionId()))
                .anySatisfy(difference -> {
                    assertThat(difference.basis()).isEqualTo(basis);
                    assertThat(difference.field()).isEqualTo(field);
                    assertThat(difference.place().topic()).isEqualTo(Topics.AUDIT.name());
                });
    }

    @Test
    void namesTheFieldOfAnAgentThatWasAltered() {
        // Given
        AgentState forged = log.forgingAgents(state ->
                        AgentState.newBuilder(state).setConfidence(8_000).build())
                .command("intern", new RecordFeedback(FeedbackKind.HIGH_POSITIVE, "ada"));

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.id()).isEqualTo("intern:2");
            assertThat(difference.basis()).isEqualTo(Basis.COMMAND);
            assertThat(difference.field()).isEqualTo("confidence");
            assertThat(difference.recorded()).isEqualTo("8000");
            assertThat(difference.again()).isEqualTo(Integer.toString(forged.getConfidence()));
        });
    }

    @Test
    void namesAVersionThatWasLeftOut() {
        // Given
        log.command("intern", new PauseAgent(""));
        log.forgingAgents(state -> AgentState.newBuilder(state)
                        .setVersion(state.getVersion() + 1)
                        .build())
                .command("intern", new ResumeAgent(""));

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.differences())
                .extracting(Difference::id, Difference::field)
                .containsExactly(tuple("intern:4", "version"));
    }

    @Test
    void namesADecisionOnAStateThatWasReplacedLongAgo() {
        // Given
        AgentState before = log.command("intern", new ResumeAgent(""));
        log.command("intern", new PauseAgent("because"));
        log.pass(MINUTE.plusSeconds(1));
        log.forgingDecisions(onVersion(before)).check("intern", "search");

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.tally(Basis.STATE).different()).isEqualTo(2);
        assertThat(reproduced.differences())
                .filteredOn(difference -> difference.basis() == Basis.STATE)
                .extracting(Difference::field)
                .containsOnly("check.agent_version");
    }

    @Test
    void letsADecisionRestOnAStateThatWasReplacedAMomentBefore() {
        // Given
        AgentState before = log.command("intern", new ResumeAgent(""));
        log.command("intern", new PauseAgent("because"));
        log.forgingDecisions(onVersion(before)).check("intern", "search");

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.differences()).isEmpty();
        assertThat(reproduced.isComplete()).isTrue();
    }

    @Test
    void letsADecisionMissAFlagForAMomentAndNotForLong() {
        // Given
        AgentState before = log.command("intern", new ResumeAgent(""));
        log.set(stop(true));
        log.forgingDecisions(onVersion(before)).check("intern", "search");
        ActionDecided late = log.pass(MINUTE).check("intern", "search");

        // When
        Reproduced reproduced = reproduce();

        // Then
        assertThat(reproduced.differences())
                .hasSize(2)
                .extracting(Difference::id, Difference::field)
                .containsOnly(tuple(late.getDecisionId(), "check.control"));
    }

    @Test
    void neverCountsAsTheSameWhatTheLogDoesNotHold() {
        // Given
        log.chat("intern", ExecutionStatus.COMPLETED);
        log.forgingDecisions(ofCheck(check -> check.setPolicyVersion(9))).check("intern", "search");
        log.forgingDecisions(ofCheck(check -> check.setAgentId("gone"))).check("boss", "search");
        log.writeGarbage();

        // When
        Reproduced reproduced = new Reproduction(log.registry(), Period.ALL, MINUTE)
                .fold(log.readWithout(Topics.AGENT_COMMANDS))
                .decide(log.readWithout(Topics.AGENT_COMMANDS));

        // Then
        assertThat(reproduced.hasDifferences()).isFalse();
        assertThat(reproduced.isComplete()).isFalse();
        assertThat(reproduced.tally(Basis.COMMAND)).isEqualTo(new Tally(0, 0, 4));
        assertThat(reproduced.tally(Basis.STATE)).isEqualTo(new Tally(2, 0, 5));
        assertThat(reproduced.unverifiable())
                .containsOnlyKeys(
                        Unverifiable.COMMAND_NOT_IN_LOG,
                        Unverifiable.POLICY_NOT_IN_LOG,
                        Unverifiable.AGENT_NOT_IN_LOG,
                        Unverifiable.RECORD_UNREADABLE);
    }

    @Test
    void decidesOnlyThePeriod() {
        // Given
        log.check("intern", "search");
        Period later = new Period(log.now().plusMillis(1), Period.ALL.to());
        log.check("intern", "analyze");

        // When
        Reproduced reproduced =
                new Reproduction(log.registry(), later, MINUTE).fold(log.read()).decide(log.read());

        // Then
        assertThat(reproduced.tally(Basis.EVIDENCE).same()).isEqualTo(2);
    }

    private Reproduced reproduce() {
        return new Reproduction(log.registry(), Period.ALL, MINUTE)
                .fold(log.read())
                .decide(log.read());
    }

    private static Arguments ofCheck(Basis basis, String field, UnaryOperator<GovernanceCheck.Builder> forger) {
        return Arguments.of(basis, field, ofCheck(forger));
    }

    private static UnaryOperator<ActionDecided> ofCheck(UnaryOperator<GovernanceCheck.Builder> forger) {
        return decided -> ActionDecided.newBuilder(decided)
                .setCheck(forger.apply(GovernanceCheck.newBuilder(decided.getCheck()))
                        .build())
                .build();
    }

    private static Arguments ofDecision(String field, UnaryOperator<ActionDecided.Builder> forger) {
        UnaryOperator<ActionDecided> whole =
                decided -> forger.apply(ActionDecided.newBuilder(decided)).build();
        return Arguments.of(Basis.EVIDENCE, field, whole);
    }

    /** The decision that an earlier version of the agent would have got, with all that belongs to it. */
    private static UnaryOperator<ActionDecided> onVersion(AgentState state) {
        return decided -> ActionDecided.newBuilder(decided)
                .setVerdict(Verdict.ALLOWED)
                .setCheck(GovernanceCheck.newBuilder(decided.getCheck())
                        .setAllowed(true)
                        .setRuleAllows(true)
                        .setAgentPaused(false)
                        .setControl(null)
                        .setRequiresHumanApproval(false)
                        .setReason("Agent The intern (INTERN) can perform search (complexity 1)")
                        .setAgentVersion(state.getVersion())
                        .build())
                .build();
    }

    private ControlState stop(boolean value) {
        return ControlState.newBuilder(flag("EMERGENCY_STOP", value))
                .setWorkspaceId(WrittenLog.WORKSPACE)
                .build();
    }

    private static ControlState flag(String flag, boolean value) {
        return ControlState.newBuilder()
                .setFlag(flag)
                .setValue(value)
                .setActor("olga")
                .setReason("a test")
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    private static Policy withSuccess(long version, int delta) {
        Policy built = Policy.builtIn();
        ConfidenceDeltas deltas = built.deltas();
        return new Policy(
                built.id(),
                version,
                built.actions(),
                built.unknownComplexity(),
                built.scale(),
                new ConfidenceDeltas(
                        delta,
                        deltas.failure(),
                        deltas.trustedCorrection(),
                        deltas.correction(),
                        deltas.highPositive()),
                built.approval());
    }
}
