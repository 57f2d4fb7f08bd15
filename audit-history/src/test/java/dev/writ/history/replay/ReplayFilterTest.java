package dev.writ.history.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Verdict;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayFilterTest {

    private static final SpecificRecord DECIDED = Events.entry(Events.decided("1", "intern", Verdict.ALLOWED));
    private static final SpecificRecord FINISHED = Events.finished("run", "intern", ExecutionStatus.COMPLETED);
    private static final SpecificRecord PAUSED = Events.paused("intern");

    @ParameterizedTest
    @CsvSource({
        "AGENT, intern, true, true, true",
        "AGENT, inter, false, false, false",
        "SESSION, talk, true, false, false",
        "WORKSPACE, acme, true, false, true",
        "WORKSPACE, other, false, true, false",
        "ACTION, stream_chat, true, false, false",
        "ACTION, stream, false, false, false",
        "ACTION, submit_form, false, true, false",
        "USER, ada, true, false, false",
        "USER, bob, false, true, false",
        "USER, olga, false, false, true",
        "EXECUTION, execution-1, true, false, false",
        "EXECUTION, parent-1, true, false, false",
        "EXECUTION, run, false, true, false"
    })
    void letsPassWhatNamesTheWantedAsAWhole(
            Aspect aspect, String value, boolean decided, boolean finished, boolean paused) {
        // Given
        ReplayFilter filter = new ReplayFilter(Map.of(aspect, value), false);

        // Then
        assertThat(passes(filter, DECIDED)).isEqualTo(decided);
        assertThat(passes(filter, FINISHED)).isEqualTo(finished);
        assertThat(passes(filter, PAUSED)).isEqualTo(paused);
    }

    @Test
    void letsPassWhatHasAllThatIsWanted() {
        // Then
        assertThat(passes(new ReplayFilter(Map.of(), false), PAUSED)).isTrue();
        assertThat(passes(new ReplayFilter(Map.of(Aspect.AGENT, "intern", Aspect.USER, "ada"), false), DECIDED))
                .isTrue();
        assertThat(passes(new ReplayFilter(Map.of(Aspect.AGENT, "intern", Aspect.USER, "bob"), false), DECIDED))
                .isFalse();
    }

    @Test
    void findsWhatWasBlocked() {
        // Given
        ReplayFilter blocked = new ReplayFilter(Map.of(), true);

        // Then
        assertThat(passes(blocked, Events.entry(Events.decided("1", "student", Verdict.BLOCKED))))
                .isTrue();
        assertThat(passes(blocked, Events.decided("1", "student", Verdict.BLOCKED)))
                .isTrue();
        assertThat(passes(blocked, Events.finished("run", "student", ExecutionStatus.BLOCKED)))
                .isTrue();
        assertThat(passes(blocked, DECIDED)).isFalse();
        assertThat(passes(blocked, Events.decided("1", "student", Verdict.BYPASSED)))
                .isFalse();
        assertThat(passes(blocked, FINISHED)).isFalse();
        assertThat(passes(blocked, PAUSED)).isFalse();
    }

    private static boolean passes(ReplayFilter filter, SpecificRecord event) {
        return filter.matches(Subject.of(event));
    }
}
