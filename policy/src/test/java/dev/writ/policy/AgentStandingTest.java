package dev.writ.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.Maturity;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentStandingTest {

    private final Policy policy = Policy.builtIn();

    @ParameterizedTest
    @CsvSource({"STUDENT, 4000", "INTERN, 5000", "SUPERVISED, 7000", "AUTONOMOUS, 9000"})
    void aMaturityAloneStartsAtItsConfidence(Maturity maturity, int confidence) {
        assertThat(AgentStanding.ofNew(Optional.of(maturity), Optional.empty(), policy.scale()))
                .isEqualTo(new AgentStanding(maturity, false, false, confidence));
    }

    @ParameterizedTest
    @CsvSource({
        "0, STUDENT",
        "4999, STUDENT",
        "5000, INTERN",
        "6999, INTERN",
        "7000, SUPERVISED",
        "8999, SUPERVISED",
        "9000, AUTONOMOUS",
        "10000, AUTONOMOUS"
    })
    void aConfidenceAloneGivesTheMaturity(int confidence, Maturity maturity) {
        assertThat(AgentStanding.ofNew(Optional.empty(), Optional.of(confidence), policy.scale())
                        .maturity())
                .isEqualTo(maturity);
    }

    @Test
    void withNeitherANewAgentIsAStudent() {
        assertThat(AgentStanding.ofNew(Optional.empty(), Optional.empty(), policy.scale()))
                .isEqualTo(new AgentStanding(Maturity.STUDENT, false, false, 4_000));
    }

    @Test
    void aStatusAndAConfidenceThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> AgentStanding.ofNew(Optional.of(Maturity.INTERN), Optional.of(9_000), policy.scale()))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("contradict");
    }

    @Property
    void whateverHappensConfidenceStaysInRangeAndMaturityFollowsIt(
            @ForAll @IntRange(max = 10_000) int start,
            @ForAll List<Outcome> outcomes,
            @ForAll List<FeedbackKind> feedback) {
        AgentStanding standing = AgentStanding.ofNew(Optional.empty(), Optional.of(start), policy.scale());
        for (Outcome outcome : outcomes) {
            standing = standing.after(outcome, policy);
        }
        for (FeedbackKind kind : feedback) {
            standing = standing.after(kind, policy);
        }
        assertThat(standing.confidence()).isBetween(0, 10_000);
        assertThat(standing.maturity()).isEqualTo(policy.scale().maturityOf(standing.confidence()));
    }

    @Test
    void aPinnedMaturityStaysWhateverTheConfidence() {
        // Given
        AgentStanding pinned = new AgentStanding(Maturity.STUDENT, false, false, 4_000).pinnedAt(Maturity.SUPERVISED);

        // When
        AgentStanding after = pinned.after(Outcome.FAILURE, policy);

        // Then
        assertThat(after).isEqualTo(new AgentStanding(Maturity.SUPERVISED, true, false, 3_800));
        assertThat(after.released(policy.scale()).maturity()).isEqualTo(Maturity.STUDENT);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED,'',SUCCESS", "FAILED,upstream_truncated,FAILURE", "FAILED,form_invalid,NEUTRAL",
        "FAILED,canvas_unknown,NEUTRAL", "CANCELLED,'',NEUTRAL", "BLOCKED,blocked,NEUTRAL"
    })
    void anEndCountsForOrAgainstTheAgentOrNot(ExecutionStatus status, String errorCode, Outcome outcome) {
        assertThat(Outcome.of(status, errorCode)).isEqualTo(outcome);
    }
}
