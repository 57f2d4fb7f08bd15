package dev.writ.launcher.management;

import dev.writ.launcher.console.RefusedException;
import dev.writ.telemetry.Tracing;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process sends its spans: over OTLP, if OpenTelemetry's standard environment variables ask for it, and else nowhere.
 * They say where to, how, and how many; metrics and logs of OpenTelemetry stay off.
 */
final class Traces implements AutoCloseable {

    private static final String PREFIX = "OTEL_";
    private static final String PROTOCOL = "http/protobuf";
    private static final Map<String, String> ALWAYS = Map.of(
            "otel.metrics.exporter", "none", "otel.logs.exporter", "none", "otel.exporter.otlp.protocol", PROTOCOL);

    private final Optional<OpenTelemetrySdk> sdk;

    private Traces(Optional<OpenTelemetrySdk> sdk) {
        this.sdk = sdk;
    }

    /**
     * Opens what the environment asks for.
     *
     * @param service its name, unless the environment gives another
     * @throws RefusedException if a variable has a value that cannot be used
     */
    static Traces open(Map<String, String> environment, String service) {
        if (!isAskedFor(environment)) {
            return new Traces(Optional.empty());
        }
        for (String variable : new String[] {"OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"}) {
            if (!environment.getOrDefault(variable, PROTOCOL).equals(PROTOCOL)) {
                throw new RefusedException(variable + " must be " + PROTOCOL);
            }
        }
        Map<String, String> properties = new HashMap<>(Map.of("otel.service.name", service));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        try {
            return new Traces(Optional.of(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> properties)
                    .addPropertiesCustomizer(_ -> ALWAYS)
                    .addTracerProviderCustomizer((provider, _) -> provider.setIdGenerator(new ChosenIds()))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk()));
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new RefusedException("the variables of OpenTelemetry cannot be used: " + why(e), e);
        }
    }

    /** Without the values of headers, which may be secret. */
    private static String why(RuntimeException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.contains("headers") ? "the headers are malformed" : message;
    }

    private static boolean isAskedFor(Map<String, String> environment) {
        String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "");
        boolean named = !exporter.isBlank()
                || isSet(environment, "OTEL_EXPORTER_OTLP_ENDPOINT")
                || isSet(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return named
                && !exporter.equals("none")
                && !environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true");
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    Tracing tracing() {
        return sdk.map(open -> Tracing.to(open.getTracerProvider(), ChosenIds::next))
                .orElse(Tracing.OFF);
    }

    /** Sends what is left, for at most 10 s. */
    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
