package dev.writ.worker;

import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.Secrets;
import dev.writ.worker.http.HttpConfig;
import dev.writ.worker.http.Timeouts;
import dev.writ.worker.keys.KeyReferences;
import dev.writ.worker.keys.KeyRefusedException;
import dev.writ.worker.keys.SealedFile;
import dev.writ.worker.route.CircuitSettings;
import dev.writ.worker.route.ProviderSpec;
import dev.writ.worker.route.ProviderSpec.Kind;
import dev.writ.worker.route.RouteFile;
import dev.writ.worker.route.RouteTable;
import dev.writ.worker.route.Routing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Reads who runs the models: one provider by settings, or several by a file of routes. */
final class RoutingSettings {

    private RoutingSettings() {}

    /** @throws ConfigException if anything is bad; one line without secrets */
    static Routing read(AbstractConfig parsed, Map<String, String> environment) {
        String file = parsed.getString(WorkerKeys.ROUTES_FILE);
        RouteFile routes = file.isBlank() ? single(parsed) : read(file, parsed, environment);
        return new Routing(
                routes.providers(),
                routes.table(),
                new CircuitSettings(
                        parsed.getInt(WorkerKeys.CIRCUIT_FAILURES), millis(parsed, WorkerKeys.CIRCUIT_OPEN_MS)),
                parsed.getInt(WorkerKeys.MAX_ATTEMPTS),
                new Timeouts(
                        millis(parsed, WorkerKeys.CONNECT_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.FIRST_BYTE_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.IDLE_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.TOTAL_TIMEOUT_MS)),
                parsed.getDouble(WorkerKeys.SIMULATED_TOKENS_PER_SECOND));
    }

    private static RouteFile single(AbstractConfig parsed) {
        String name = parsed.getString(WorkerKeys.PROVIDER).toLowerCase(Locale.ROOT);
        Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
        String asked = parsed.getString(WorkerKeys.MODEL);
        String model = asked.isBlank() && kind == Kind.SIMULATED ? name : asked;
        if (model.isBlank()) {
            throw BadSetting.missing(WorkerKeys.MODEL, "the provider " + name + " has no model of its own");
        }
        URI openAi = baseUrl(parsed, WorkerKeys.OPENAI_BASE_URL);
        URI anthropic = baseUrl(parsed, WorkerKeys.ANTHROPIC_BASE_URL);
        ProviderSpec provider = switch (kind) {
            case SIMULATED -> ProviderSpec.simulated();
            case OPENAI -> new ProviderSpec(kind, openAi, parsed.getPassword(WorkerKeys.OPENAI_API_KEY), "");
            case ANTHROPIC ->
                new ProviderSpec(
                        kind,
                        anthropic,
                        parsed.getPassword(WorkerKeys.ANTHROPIC_API_KEY),
                        parsed.getString(WorkerKeys.ANTHROPIC_VERSION));
        };
        return new RouteFile(Map.of(name, provider), RouteTable.of(name, model));
    }

    private static RouteFile read(String file, AbstractConfig parsed, Map<String, String> environment) {
        KeyReferences keys = new KeyReferences(environment, () -> sealed(parsed));
        try {
            return RouteFile.parse(Files.readString(Path.of(file)), keys::find);
        } catch (IOException | InvalidPathException _) {
            throw refused(file, "it cannot be read");
        } catch (KeyRefusedException | IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    private static ConfigException refused(String file, String why) {
        String shown = Secrets.masked(WorkerKeys.ROUTES_FILE, file);
        return new ConfigException("bad " + WorkerKeys.ROUTES_FILE + " " + shown + ": " + why);
    }

    private static Map<String, Password> sealed(AbstractConfig parsed) {
        String file = parsed.getString(WorkerKeys.KEYS_FILE);
        if (file.isBlank()) {
            throw new KeyRefusedException(WorkerKeys.KEYS_FILE + " must be given to use sealed keys");
        }
        return SealedFile.open(Path.of(file), parsed.getPassword(WorkerKeys.KEYS_PASSPHRASE));
    }

    private static URI baseUrl(AbstractConfig parsed, String key) {
        String text = parsed.getString(key);
        try {
            return HttpConfig.checkedBaseUrl(URI.create(text));
        } catch (IllegalArgumentException _) { // Its message has the text, which may hold a password.
            throw BadSetting.value(key, text, "an http or https URL with a host, and without user and query");
        }
    }

    private static Duration millis(AbstractConfig parsed, String key) {
        return Duration.ofMillis(parsed.getInt(key));
    }
}
