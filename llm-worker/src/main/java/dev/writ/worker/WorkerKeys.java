package dev.writ.worker;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.worker.route.ProviderSpec;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of the worker's settings. */
public final class WorkerKeys {

    /** Who runs the models. */
    public static final String PROVIDER = "worker.provider";
    /** Where the provider is. */
    public static final String OPENAI_BASE_URL = "worker.openai.base.url";
    /** The provider's key. */
    public static final String OPENAI_API_KEY = "worker.openai.api.key";
    /** Where Anthropic is. */
    public static final String ANTHROPIC_BASE_URL = "worker.anthropic.base.url";
    /** Anthropic's key. */
    public static final String ANTHROPIC_API_KEY = "worker.anthropic.api.key";
    /** The version of Anthropic's API. */
    public static final String ANTHROPIC_VERSION = "worker.anthropic.version";
    /** Providers and routes. */
    public static final String ROUTES_FILE = "worker.routes.file";
    /** Failures that open a circuit. */
    public static final String CIRCUIT_FAILURES = "worker.circuit.failures";
    /** How long a circuit stays open. */
    public static final String CIRCUIT_OPEN_MS = "worker.circuit.open.ms";
    /** The sealed keys. */
    public static final String KEYS_FILE = "keys.file";
    /** What opens them. */
    public static final String KEYS_PASSPHRASE = "keys.passphrase";
    /** The model of requests that name none. */
    public static final String MODEL = "worker.model";
    /** This instance's stable name. */
    public static final String INSTANCE_ID = "worker.instance.id";

    /** The consumer group. */
    public static final String GROUP_ID = "worker.group.id";
    /** Most streams at once. */
    public static final String MAX_STREAMS = "worker.max.streams";
    /** Most HTTP calls for one attempt. */
    public static final String MAX_ATTEMPTS = "worker.max.attempts";
    /** Most attempts at one execution. */
    public static final String MAX_EXECUTION_ATTEMPTS = "worker.max.execution.attempts";
    /** Limit of connecting. */
    public static final String CONNECT_TIMEOUT_MS = "worker.connect.timeout.ms";
    /** Limit to the answer's first byte. */
    public static final String FIRST_BYTE_TIMEOUT_MS = "worker.first.byte.timeout.ms";
    /** Limit of a pause in the answer. */
    public static final String IDLE_TIMEOUT_MS = "worker.idle.timeout.ms";
    /** Limit of the whole answer. */
    public static final String TOTAL_TIMEOUT_MS = "worker.total.timeout.ms";
    /** Grace at the end. */
    public static final String DRAIN_MS = "worker.drain.ms";
    /** Limit of a tool call's check. */
    public static final String TOOL_CHECK_TIMEOUT_MS = "worker.tool.check.timeout.ms";
    /** Rate of the simulated provider. */
    public static final String SIMULATED_TOKENS_PER_SECOND = "worker.simulated.tokens.per.second";

    static final String DEFAULT_GROUP_ID = "writ-worker";

    private WorkerKeys() {}

    static ConfigDef definition() {
        ConfigDef keys = new ConfigDef()
                .define(
                        PROVIDER,
                        ConfigDef.Type.STRING,
                        "simulated",
                        CaseInsensitiveValidString.in("simulated", "openai", "anthropic"),
                        Importance.HIGH,
                        "Who runs the models: simulated (needs no key), openai (any server of that dialect) or anthropic")
                .define(
                        OPENAI_BASE_URL,
                        ConfigDef.Type.STRING,
                        "https://api.openai.com/v1",
                        Importance.HIGH,
                        "What /chat/completions is appended to; http or https, without user and query")
                .define(OPENAI_API_KEY, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "Bearer token; empty sends none")
                .define(
                        ANTHROPIC_BASE_URL,
                        ConfigDef.Type.STRING,
                        "https://api.anthropic.com",
                        Importance.HIGH,
                        "What /v1/messages is appended to; http or https, without user and query")
                .define(ANTHROPIC_API_KEY, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "Key; empty sends none")
                .define(
                        ANTHROPIC_VERSION,
                        ConfigDef.Type.STRING,
                        ProviderSpec.ANTHROPIC_VERSION,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Version of the Anthropic API")
                .define(
                        ROUTES_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "JSON file of providers and routes, in place of worker.provider and worker.model; empty: none")
                .define(
                        KEYS_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File of sealed keys, as writ keys seal makes it; empty: none")
                .define(KEYS_PASSPHRASE, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "What opens the sealed keys")
                .define(
                        MODEL,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Model of requests that name none; required for openai and anthropic, \"simulated\" if empty otherwise")
                .define(
                        GROUP_ID,
                        ConfigDef.Type.STRING,
                        DEFAULT_GROUP_ID,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Consumer group that all workers share")
                .define(
                        INSTANCE_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Stable name of this instance, so that it takes up its work at once after a restart; empty: none")
                .define(
                        SIMULATED_TOKENS_PER_SECOND,
                        ConfigDef.Type.DOUBLE,
                        50.0,
                        ConfigDef.LambdaValidator.with(WorkerKeys::positive, () -> "more than 0"),
                        Importance.LOW,
                        "Rate of the simulated provider");
        number(keys, MAX_STREAMS, 2000, 1, "Most streams that run at once in one worker");
        number(keys, MAX_ATTEMPTS, 3, 1, "Most HTTP calls for one attempt; only calls without any text are repeated");
        number(keys, MAX_EXECUTION_ATTEMPTS, 5, 1, "Most attempts at one execution before it is dead-lettered");
        number(keys, CONNECT_TIMEOUT_MS, 5_000, 1, "Longest time for connecting, TLS included");
        number(keys, FIRST_BYTE_TIMEOUT_MS, 60_000, 1, "Longest time from a call to the answer's first byte");
        number(keys, IDLE_TIMEOUT_MS, 60_000, 1, "Longest time between two reads of an answer");
        number(keys, TOTAL_TIMEOUT_MS, 600_000, 1, "Longest time for an answer, repeated calls included");
        number(keys, CIRCUIT_FAILURES, 5, 1, "Failures in a row of one provider's model that keep calls from it");
        number(keys, CIRCUIT_OPEN_MS, 30_000, 1, "How long calls are kept from it before one tries again");
        number(keys, DRAIN_MS, 5_000, 0, "How long running streams get to end when the worker stops");
        number(
                keys,
                TOOL_CHECK_TIMEOUT_MS,
                5_000,
                1,
                "Longest wait for the check of a tool call; a call without a decision is withheld");
        return KafkaConnection.define(keys);
    }

    private static void positive(String key, Object value) {
        double number = (Double) value;
        if (!(number > 0) || Double.isInfinite(number)) {
            throw BadSetting.value(key, value, "more than 0");
        }
    }

    private static void number(ConfigDef keys, String key, int defaultValue, int least, String doc) {
        keys.define(key, ConfigDef.Type.INT, defaultValue, atLeast(least), Importance.MEDIUM, doc);
    }
}
