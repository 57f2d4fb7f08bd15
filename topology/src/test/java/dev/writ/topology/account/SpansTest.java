package dev.writ.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.telemetry.Tracing;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final RecordOrigin ORIGIN = new RecordOrigin("writ.requests.chat", 2, 7L);

    private final List<String> told = new ArrayList<>();
    private final Commits commits = Commits.told();
    private final Spans spans = new Spans(Tracing.to(TracerProvider.noop(), told::add), commits, () -> Instant.EPOCH);

    @Test
    void areToldOfWithTheCommitOnceHoweverOftenItIsTried() {
        // When
        String first = spans.process(ORIGIN, PARENT);
        commits.aborted();
        String second = spans.process(ORIGIN, PARENT);
        List<String> before = List.copyOf(told);
        commits.committed();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(before).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(first).contains(told.getFirst());
    }

    @Test
    void giveEachRecordAContextOfItsOwnInTheSameTrace() {
        // When
        String processed = spans.process(ORIGIN, PARENT);
        String decision = spans.send("writ.decisions", "d1", processed);
        String completion = spans.send("writ.completions", "c1", processed);

        // Then
        assertThat(List.of(processed, decision, completion))
                .doesNotHaveDuplicates()
                .allMatch(CloudEvent::isTraceparent)
                .allMatch(context -> context.startsWith(PARENT.substring(0, 36)) && context.endsWith("-01"));
    }

    @Test
    void areNothingWhereTracingIsOff() {
        // Given
        Spans off = new Spans(Tracing.OFF, commits, () -> Instant.EPOCH);

        // When
        String processed = off.process(ORIGIN, PARENT);
        String sent = off.send("writ.decisions", "d1", processed);
        commits.committed();

        // Then
        assertThat(sent).isEqualTo(PARENT);
        assertThat(told).isEmpty();
    }
}
