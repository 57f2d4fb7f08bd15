package dev.writ.worker.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.route.RouteTable.WorkspaceRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RouterTest {

    private static final StreamOutcome STOPPED = new Completed("stop", null);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong(7);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ModelRef> called = new ArrayList<>();
    private final List<String> deltas = new ArrayList<>();
    private StreamOutcome first = STOPPED;
    private String firstText = "";

    @ParameterizedTest
    @EnumSource(
            names = {
                "UPSTREAM_UNREACHABLE",
                "UPSTREAM_UNAUTHORIZED",
                "UPSTREAM_FORBIDDEN",
                "UPSTREAM_RATE_LIMITED",
                "UPSTREAM_UNAVAILABLE",
                "UPSTREAM_CONNECT_TIMEOUT",
                "UPSTREAM_FIRST_BYTE_TIMEOUT"
            })
    void triesTheNextRouteWhereAnotherProviderMayDoBetter(ErrorCode code) throws InterruptedException {
        // Given
        first = new Failed(code, "no");

        // When
        StreamOutcome outcome = complete(router(), "smart");

        // Then
        assertThat(outcome).isEqualTo(STOPPED);
        assertThat(called).containsExactly(new ModelRef("one", "m1"), new ModelRef("two", "m2"));
        assertThat(deltas).containsExactly("from two");
    }

    @Test
    void measuresEachCallByItsProviderAndWhatItEndedWith() throws InterruptedException {
        // Given
        first = new Failed(ErrorCode.UPSTREAM_UNAVAILABLE, "no");

        // When
        StreamOutcome _ = complete(router(), "smart");

        // Then
        assertThat(calls("one", "m1", "upstream_unavailable")).isEqualTo(1);
        assertThat(calls("two", "m2", "none")).isEqualTo(1);
        assertThat(meters.get("gen_ai.client.operation.time_to_first_chunk")
                        .tag("gen_ai.provider.name", "two")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("writ.worker.fallbacks")
                        .tag("provider", "two")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private long calls(String provider, String model, String errorType) {
        return meters.get("gen_ai.client.operation.duration")
                .tags(
                        "gen_ai.operation.name",
                        "chat",
                        "gen_ai.provider.name",
                        provider,
                        "gen_ai.request.model",
                        model,
                        "error.type",
                        errorType)
                .timer()
                .count();
    }

    @Test
    void staysWithARouteThatHasSaidSomething() throws InterruptedException {
        // Given
        first = new Failed(ErrorCode.UPSTREAM_UNAVAILABLE, "no");
        firstText = "half";

        // When
        StreamOutcome outcome = complete(router(), "smart");

        // Then
        assertThat(outcome).isEqualTo(first);
        assertThat(called).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"UPSTREAM_REJECTED", "UPSTREAM_TOTAL_TIMEOUT"})
    void staysWithARouteWhoseRefusalTheRequestIsToBlameFor(ErrorCode code) throws InterruptedException {
        // Given
        first = new Failed(code, "no");

        // When
        StreamOutcome outcome = complete(router(), "smart");

        // Then
        assertThat(outcome).isEqualTo(first);
        assertThat(called).hasSize(1);
    }

    @Test
    void sparesAModelThatFailsAndProbesItAfterThePause() throws InterruptedException {
        // Given
        Router router = router();
        first = new Failed(ErrorCode.UPSTREAM_UNAVAILABLE, "no");
        StreamOutcome _ = complete(router, "smart");
        StreamOutcome _ = complete(router, "smart");
        called.clear();

        // When
        StreamOutcome _ = complete(router, "smart");
        nanos.addAndGet(PAUSE.toNanos());
        StreamOutcome _ = complete(router, "smart");
        StreamOutcome _ = complete(router, "smart");
        nanos.addAndGet(PAUSE.toNanos());
        first = STOPPED;
        StreamOutcome _ = complete(router, "smart");
        StreamOutcome _ = complete(router, "smart");

        // Then: left out, probed in vain, left out, probed, taken again
        assertThat(called).extracting(ModelRef::provider).containsExactly("two", "one", "two", "two", "one", "one");
        assertThat(meters.get("writ.worker.circuit.opened")
                        .tag("provider", "one")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("writ.worker.circuit.state")
                        .tag("provider", "one")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void saysThatAllCircuitsAreOpenAndThatAModelIsUnknown() throws InterruptedException {
        // Given
        Router router = router();
        first = new Failed(ErrorCode.UPSTREAM_UNAVAILABLE, "no");
        StreamOutcome _ = complete(router, "lonely");
        StreamOutcome _ = complete(router, "lonely");
        called.clear();

        // When
        StreamOutcome open = complete(router, "lonely");
        StreamOutcome unknown = complete(router, "gpt-99");

        // Then
        assertThat(((Failed) open).code()).isEqualTo(ErrorCode.UPSTREAM_CIRCUIT_OPEN);
        assertThat(((Failed) unknown).code()).isEqualTo(ErrorCode.MODEL_UNKNOWN);
        assertThat(called).isEmpty();
    }

    @Test
    void takesAWorkspacesOwnRoutesFirst() {
        // Given
        Router router = router();
        CompletionRequested own =
                TestCompletions.completion().setWorkspaceId("acme").build();
        CompletionRequested other = TestCompletions.completion().build();

        // Then
        assertThat(router.plan(own)).isEqualTo(new ModelRef("two", "acme-model"));
        assertThat(router.plan(other)).isEqualTo(new ModelRef("one", "m1"));
    }

    private Router router() {
        RouteTable table = new RouteTable(
                Map.of(
                        "*",
                        new WorkspaceRoutes(
                                Optional.of("smart"),
                                Map.of(
                                        "smart", List.of(new ModelRef("one", "m1"), new ModelRef("two", "m2")),
                                        "lonely", List.of(new ModelRef("one", "m3")))),
                        "acme",
                        new WorkspaceRoutes(
                                Optional.of("own"), Map.of("own", List.of(new ModelRef("two", "acme-model"))))),
                Optional.empty());
        Map<String, ModelRunner> runners = Map.of(
                "one",
                        runner((call, sink) -> {
                            called.add(new ModelRef("one", call.model()));
                            if (!firstText.isEmpty()) {
                                sink.accept(firstText);
                            }
                            return first;
                        }),
                "two",
                        runner((call, sink) -> {
                            called.add(new ModelRef("two", call.model()));
                            sink.accept("from two");
                            return STOPPED;
                        }));
        return new Router(
                table,
                runners,
                new CircuitSettings(2, PAUSE),
                meters,
                new ModelMeters(meters),
                Tracing.OFF,
                nanos::get);
    }

    private StreamOutcome complete(Router router, String model) throws InterruptedException {
        CompletionRequested request = TestCompletions.completion(model);
        return router.complete(ModelCall.first(request, model), deltas::add);
    }

    /** A runner as one function. */
    private interface Script {
        StreamOutcome run(ModelCall call, DeltaSink sink) throws InterruptedException;
    }

    private static ModelRunner runner(Script script) {
        return new ModelRunner() {
            @Override
            public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
                return script.run(call, sink);
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
