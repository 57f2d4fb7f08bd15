package dev.writ.worker.route;

import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.anthropic.AnthropicDialect;
import dev.writ.worker.http.Dialect;
import dev.writ.worker.http.HttpConfig;
import dev.writ.worker.http.HttpRunner;
import dev.writ.worker.http.Timeouts;
import dev.writ.worker.keys.KnownKeys;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.openai.OpenAiDialect;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.simulated.SimulatedProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything about who runs models.
 *
 * @param providers by name; each provider of the table is one of them
 * @param maxAttempts most calls of one provider for one attempt of an execution, 1 or more
 * @param simulatedTokensPerSecond rate of the provider within the process, more than 0
 */
public record Routing(
        Map<String, ProviderSpec> providers,
        RouteTable table,
        CircuitSettings circuits,
        int maxAttempts,
        Timeouts timeouts,
        double simulatedTokensPerSecond) {

    public Routing {
        providers = Map.copyOf(providers);
    }

    /** A router with clients of its own. */
    public Router router(MeterRegistry meters, ModelMeters models, Tracing tracing) {
        KnownKeys known =
                new KnownKeys(providers.values().stream().map(ProviderSpec::key).toList());
        Map<String, ModelRunner> runners = new HashMap<>();
        providers.forEach((name, spec) -> runners.put(name, runner(name, spec, known)));
        return new Router(table, runners, circuits, meters, models, tracing, System::nanoTime);
    }

    /** What the workers of a group offer. */
    public ModelCatalogue catalogue(String groupId, Instant now) {
        return ModelCatalogue.newBuilder()
                .setGroupId(groupId)
                .setModels(table.offered())
                .setOpen(table.open().isPresent())
                .setPublishedAt(now)
                .build();
    }

    private ModelRunner runner(String name, ProviderSpec spec, KnownKeys known) {
        return switch (spec.kind()) {
            case SIMULATED -> new SimulatedProvider(name, simulatedTokensPerSecond, Pacer.REAL, System::nanoTime);
            case OPENAI -> http(new OpenAiDialect(), name, spec, known);
            case ANTHROPIC -> http(new AnthropicDialect(spec.version()), name, spec, known);
        };
    }

    private ModelRunner http(Dialect dialect, String name, ProviderSpec spec, KnownKeys known) {
        HttpConfig http = new HttpConfig(name, spec.baseUrl(), spec.key(), known, maxAttempts, timeouts);
        return new HttpRunner(dialect, http, Pacer.REAL, InstantSource.system());
    }
}
