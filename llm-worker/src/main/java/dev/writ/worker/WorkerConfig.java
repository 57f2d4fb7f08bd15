package dev.writ.worker;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.RoleSettings;
import dev.writ.worker.openai.OpenAiConfig;
import dev.writ.worker.openai.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The worker's settings.
 *
 * @param kafka how to reach Kafka and the schema registry
 * @param groupId the consumer group that all workers share; not blank
 * @param instanceId a stable name of this instance, so that it takes up its work at once after a restart; empty: none
 * @param maxStreams most streams that run at once, 1 or more
 * @param maxExecutionAttempts most attempts at one execution before it is given up, 1 or more
 * @param drain how long running streams may go on at the end, 0 or more
 * @param toolCheckTimeout longest wait for the check of a model's tool call, more than 0
 * @param provider who runs the models
 * @param model the model of requests that name none; not blank
 * @param simulatedTokensPerSecond rate of the simulated provider, more than 0
 * @param openAi how to reach the provider over HTTP
 */
public record WorkerConfig(
        KafkaConnection kafka,
        String groupId,
        Optional<String> instanceId,
        int maxStreams,
        int maxExecutionAttempts,
        Duration drain,
        Duration toolCheckTimeout,
        ProviderKind provider,
        String model,
        double simulatedTokensPerSecond,
        OpenAiConfig openAi) {

    /** Who runs the models. */
    public enum ProviderKind {
        /** Text made up within the process. */
        SIMULATED,
        /** A server that speaks the OpenAI chat completions dialect. */
        OPENAI
    }

    public WorkerConfig {
        if (groupId.isBlank()) {
            throw BadSetting.value(WorkerKeys.GROUP_ID, groupId, "the name of a consumer group");
        }
        if (model.isBlank()) {
            throw BadSetting.missing(WorkerKeys.MODEL, "the provider openai has no model of its own");
        }
        if (!(simulatedTokensPerSecond > 0) || Double.isInfinite(simulatedTokensPerSecond)) {
            throw BadSetting.value(WorkerKeys.SIMULATED_TOKENS_PER_SECOND, simulatedTokensPerSecond, "more than 0");
        }
    }

    /** The keys with their defaults and docs. */
    public static ConfigDef definition() {
        return WorkerKeys.definition();
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException if a value is bad, or a key under {@code worker.} is unknown
     */
    public static WorkerConfig from(Map<String, String> settings) {
        AbstractConfig parsed = RoleSettings.parse(definition(), settings);
        ProviderKind provider =
                ProviderKind.valueOf(parsed.getString(WorkerKeys.PROVIDER).toUpperCase(Locale.ROOT));
        String model = parsed.getString(WorkerKeys.MODEL);
        return new WorkerConfig(
                KafkaConnection.from(parsed),
                parsed.getString(WorkerKeys.GROUP_ID),
                Optional.of(parsed.getString(WorkerKeys.INSTANCE_ID)).filter(id -> !id.isBlank()),
                parsed.getInt(WorkerKeys.MAX_STREAMS),
                parsed.getInt(WorkerKeys.MAX_EXECUTION_ATTEMPTS),
                millis(parsed, WorkerKeys.DRAIN_MS),
                millis(parsed, WorkerKeys.TOOL_CHECK_TIMEOUT_MS),
                provider,
                model.isBlank() && provider == ProviderKind.SIMULATED ? "simulated" : model,
                parsed.getDouble(WorkerKeys.SIMULATED_TOKENS_PER_SECOND),
                openAi(parsed));
    }

    private static OpenAiConfig openAi(AbstractConfig parsed) {
        return new OpenAiConfig(
                baseUrl(parsed.getString(WorkerKeys.OPENAI_BASE_URL)),
                parsed.getPassword(WorkerKeys.OPENAI_API_KEY),
                parsed.getInt(WorkerKeys.MAX_ATTEMPTS),
                new Timeouts(
                        millis(parsed, WorkerKeys.CONNECT_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.FIRST_BYTE_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.IDLE_TIMEOUT_MS),
                        millis(parsed, WorkerKeys.TOTAL_TIMEOUT_MS)));
    }

    private static URI baseUrl(String text) {
        try {
            return OpenAiConfig.checkedBaseUrl(URI.create(text));
        } catch (IllegalArgumentException _) { // Its message has the text, which may hold a password.
            throw BadSetting.value(
                    WorkerKeys.OPENAI_BASE_URL, text, "an http or https URL with a host, and without user and query");
        }
    }

    private static Duration millis(AbstractConfig parsed, String key) {
        return Duration.ofMillis(parsed.getInt(key));
    }
}
