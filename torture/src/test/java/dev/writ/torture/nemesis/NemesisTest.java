package dev.writ.torture.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NemesisTest {

    private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");
    private static final PlannedFault KILL =
            new PlannedFault(FaultKind.KILL, "worker-1", Duration.ofSeconds(15), Duration.ofSeconds(4));

    private final FakeMoments moments = new FakeMoments();
    private final List<String> said = new ArrayList<>();

    @Test
    void injectsInTimeAndHeals() throws InterruptedException {
        // When
        List<Injection> injected = run(new Told(new Seen(true, "it died"), new Seen(true, "it runs")));

        // Then
        assertThat(injected)
                .containsExactly(new Injection(
                        FaultKind.KILL,
                        "worker-1",
                        BEGIN.plusSeconds(15),
                        BEGIN.plusSeconds(19),
                        true,
                        true,
                        "it died; it runs"));
        assertThat(said).containsExactly("kill of worker-1", "  it died; it runs");
    }

    @Test
    void healsAlsoWhatCouldNotBeDone() throws InterruptedException {
        // Given
        Told fault = new Told(null, new Seen(true, "it runs"));

        // When
        List<Injection> injected = run(fault);

        // Then
        assertThat(injected).singleElement().satisfies(one -> {
            assertThat(one.tookEffect()).isFalse();
            assertThat(one.healed()).isTrue();
            assertThat(one.evidence()).contains("no such process");
        });
    }

    @Test
    void leavesOutWhatWouldComeTooLate() throws InterruptedException {
        // Given
        Fault fault = new Told(new Seen(true, "it died"), new Seen(true, "it runs"));

        // When
        List<Injection> injected = new Nemesis(Map.of(FaultKind.KILL, fault), moments, said::add)
                .run(List.of(KILL, KILL), BEGIN, Duration.ofSeconds(35));

        // Then
        assertThat(injected).hasSize(1);
        assertThat(said).last().isEqualTo("kill of worker-1 would come too late");
    }

    @Test
    void bringsEachKindOnceHoweverLate() throws InterruptedException {
        // Given
        Fault fault = new Told(new Seen(true, "it stopped"), new Seen(true, "it runs"));
        PlannedFault pause =
                new PlannedFault(FaultKind.PAUSE, "worker-1", Duration.ofSeconds(30), Duration.ofSeconds(4));

        // When
        List<Injection> injected = new Nemesis(
                        Map.of(FaultKind.KILL, fault, FaultKind.PAUSE, fault), moments, said::add)
                .run(List.of(KILL, KILL, pause), BEGIN, Duration.ofSeconds(35));

        // Then
        assertThat(injected).extracting(Injection::kind).containsExactly(FaultKind.KILL, FaultKind.PAUSE);
    }

    private List<Injection> run(Fault fault) throws InterruptedException {
        return new Nemesis(Map.of(FaultKind.KILL, fault), moments, said::add)
                .run(List.of(KILL), BEGIN, Duration.ofMinutes(1));
    }

    /** What is seen; null fails. */
    private record Told(@Nullable Seen begun, Seen ended) implements Fault {

        @Override
        public Seen begin(String target) throws IOException {
            if (begun == null) {
                throw new IOException("no such process");
            }
            return begun;
        }

        @Override
        public Seen end(String target) {
            return ended;
        }
    }

    private static final class FakeMoments implements Moments {

        private Instant now = BEGIN;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pass(Duration time) {
            now = now.plus(time);
        }
    }
}
