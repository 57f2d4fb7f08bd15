package dev.writ.gateway.disconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.event.DisconnectRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReaderWatchTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String E1 = "e1";

    private final List<String> said = new ArrayList<>();
    private final HandAlarm alarm = new HandAlarm();
    private boolean kafkaIsAway;
    private final ReaderWatch watch = new ReaderWatch(new Said(), TIMEOUT, alarm, Runnable::run);

    @Test
    void cancelsAtOnceWhenTheRequestAskedForThat() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);

        // When
        watch.left(E1, Departure.GONE);
        assertThat(said).isEmpty();
        watch.left(E1, Departure.GONE);

        // Then
        assertThat(said).containsExactly("cancel e1 client_disconnected");
    }

    @Test
    void cancelsAsSoonAsItLearnsThatTheRequestAskedForThat() {
        // Given
        watch.joined(E1, Optional.empty(), false);
        watch.left(E1, Departure.GONE);

        // When
        watch.started(E1, DisconnectRule.CANCEL);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).containsExactly("cancel e1 client_disconnected");
    }

    @Test
    void cancelsAnOrphanOnceItsTimeIsOver() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CONTINUE), false);
        watch.left(E1, Departure.GONE);

        // When
        alarm.pass(TIMEOUT.minusMillis(1));
        assertThat(said).isEmpty();
        alarm.pass(Duration.ofMillis(1));

        // Then
        assertThat(said).containsExactly("cancel e1 orphaned");
    }

    @Test
    void givesAReaderThatWasCutTimeToComeBack() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);

        // When
        watch.left(E1, Departure.CUT);
        assertThat(said).isEmpty();
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), true);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).containsExactly("reading e1");
    }

    @Test
    void forgetsAnOrphanThatAReaderCameBackTo() {
        // Given
        watch.joined(E1, Optional.empty(), false);
        watch.started(E1, DisconnectRule.CONTINUE);
        watch.left(E1, Departure.GONE);

        // When
        watch.joined(E1, Optional.empty(), false);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void leavesAStreamToTheGatewayWhereItWasJoinedLast() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);
        watch.joined("e2", Optional.of(DisconnectRule.CONTINUE), false);
        watch.left("e2", Departure.GONE);

        // When
        watch.readElsewhere(E1);
        watch.readElsewhere("e2");
        watch.left(E1, Departure.GONE);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void hasNothingToDoOnceAStreamHasEnded() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);
        watch.joined("e2", Optional.of(DisconnectRule.CONTINUE), false);
        watch.joined("e3", Optional.of(DisconnectRule.CANCEL), false);
        watch.left("e2", Departure.GONE);

        // When
        watch.ended(E1);
        watch.ended("e2");
        watch.left(E1, Departure.GONE);
        watch.left("e3", Departure.READ_TO_THE_END);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void cancelsNothingOnceItStops() {
        // Given
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);
        watch.joined("e2", Optional.of(DisconnectRule.CONTINUE), false);
        watch.left("e2", Departure.GONE);

        // When
        watch.stop();
        watch.left(E1, Departure.GONE);
        alarm.pass(TIMEOUT);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void asksAgainUntilKafkaTakesIt() {
        // Given
        kafkaIsAway = true;
        watch.joined(E1, Optional.of(DisconnectRule.CANCEL), false);
        watch.left(E1, Departure.GONE);
        alarm.pass(Duration.ofSeconds(1));
        assertThat(said).isEmpty();

        // When
        kafkaIsAway = false;
        alarm.pass(Duration.ofSeconds(1));

        // Then
        assertThat(said).containsExactly("cancel e1 client_disconnected");
    }

    @Test
    void letsAnOrphanRunToItsEndIfThereIsNoTimeout() {
        // Given
        ReaderWatch patient = new ReaderWatch(new Said(), Duration.ZERO, alarm, Runnable::run);
        patient.joined(E1, Optional.of(DisconnectRule.CONTINUE), false);

        // When
        patient.left(E1, Departure.GONE);
        alarm.pass(Duration.ofDays(1));

        // Then
        assertThat(said).isEmpty();
    }

    private final class Said implements ReaderWatch.Controls {

        @Override
        public void cancel(String executionId, String code) {
            say("cancel " + executionId + " " + code);
        }

        @Override
        public void reading(String executionId) {
            say("reading " + executionId);
        }

        private void say(String what) {
            if (kafkaIsAway) {
                throw new ProblemException(Problems.unavailable("kafka_unavailable", "away"));
            }
            said.add(what);
        }
    }

    /** Time that passes when a test says so. */
    private static final class HandAlarm implements Alarm {

        private record Due(Duration at, Runnable task) {}

        private final List<Due> waiting = new ArrayList<>();
        private Duration now = Duration.ZERO;

        @Override
        public Bell after(Duration delay, Runnable task) {
            Due due = new Due(now.plus(delay), task);
            waiting.add(due);
            return () -> waiting.remove(due);
        }

        void pass(Duration time) {
            now = now.plus(time);
            List<Due> due =
                    waiting.stream().filter(one -> one.at().compareTo(now) <= 0).toList();
            waiting.removeAll(due);
            due.forEach(one -> one.task().run());
        }
    }
}
