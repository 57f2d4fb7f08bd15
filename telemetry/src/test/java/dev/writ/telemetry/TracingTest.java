package dev.writ.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.CloudEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void leavesContextsAsTheyAreWhereItIsOff() {
        // When
        Span span = Tracing.OFF.start(SpanKind.SERVER, "GET /", PARENT);

        // Then
        assertThat(Tracing.contextIn(span)).isEmpty();
        assertThat(Tracing.contextIn(span, PARENT)).isEqualTo(PARENT);
        assertThat(Tracing.OFF.of("gateway").isOn()).isFalse();
    }

    @Test
    void takesTheParentFromItsText() {
        // When: a provider that makes nothing hands the parent on
        Span span = Tracing.to(TracerProvider.noop(), id -> {}).start(SpanKind.SERVER, "GET /", PARENT);

        // Then
        assertThat(Tracing.contextIn(span)).contains(PARENT);
    }

    @Test
    void makesTheSameIdOfTheSameAndAValidContextOfIt() {
        // When
        String id = Tracing.spanId("process:t-0@7");
        String context = Tracing.contextIn(id, PARENT);

        // Then
        assertThat(Tracing.spanId("process:t-0@7")).isEqualTo(id);
        assertThat(Tracing.spanId("process:t-0@8")).isNotEqualTo(id);
        assertThat(context).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-" + id + "-01");
        assertThat(CloudEvent.isTraceparent(context)).isTrue();
    }

    @Test
    void choosesTheIdOfASpanThatIsOver() {
        // Given
        List<String> chosen = new ArrayList<>();
        Tracing tracing = Tracing.to(TracerProvider.noop(), chosen::add);

        // When
        tracing.tell(
                SpanKind.INTERNAL,
                "decide",
                Tracing.spanId("d"),
                PARENT,
                Instant.EPOCH,
                Instant.EPOCH.plusMillis(1),
                Attributes.empty());

        // Then
        assertThat(chosen).containsExactly(Tracing.spanId("d"));
    }
}
