package dev.writ.launcher.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.launcher.console.RefusedException;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryTest {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String NOWHERE = "http://127.0.0.1:1";

    static Stream<Map<String, String>> quiet() {
        return Stream.of(
                Map.of(),
                Map.of("OTEL_SERVICE_NAME", "writ"),
                Map.of(ENDPOINT, " "),
                Map.of("OTEL_TRACES_EXPORTER", "none", ENDPOINT, NOWHERE),
                Map.of("OTEL_SDK_DISABLED", "true", ENDPOINT, NOWHERE));
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void tracesNothingUnlessAsked(Map<String, String> environment) {
        try (Telemetry telemetry = new Telemetry(environment, "writ")) {
            assertThat(telemetry.tracing().isOn()).isFalse();
        }
    }

    static Stream<Map<String, String>> asked() {
        return Stream.of(
                Map.of(ENDPOINT, NOWHERE),
                Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", NOWHERE + "/v1/traces"),
                Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_TRACES_SAMPLER", "always_off"));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void tracesWhereTheStandardVariablesAskForIt(Map<String, String> environment) {
        try (Telemetry telemetry = new Telemetry(environment, "writ")) {
            assertThat(telemetry.tracing().isOn()).isTrue();
        }
    }

    static Stream<Map<String, String>> bad() {
        return Stream.of(
                Map.of(ENDPOINT, NOWHERE, "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                Map.of(ENDPOINT, "no address"),
                Map.of("OTEL_TRACES_EXPORTER", "unknown"),
                Map.of(ENDPOINT, NOWHERE, "OTEL_TRACES_SAMPLER", "sometimes"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesAValueThatCannotBeUsed(Map<String, String> environment) {
        assertThatThrownBy(() -> new Telemetry(environment, "writ")).isInstanceOf(RefusedException.class);
    }

    @Test
    void takesAnIdThatWasChosenForOneSpan() {
        // Given
        IdGenerator ids = new ChosenIds();

        // When
        ChosenIds.next("00f067aa0ba902b7");

        // Then
        assertThat(ids.generateSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(ids.generateSpanId()).isNotEqualTo("00f067aa0ba902b7").hasSize(16);
    }
}
