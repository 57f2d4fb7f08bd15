package dev.writ.worker.route;

import java.net.URI;
import org.apache.kafka.common.config.types.Password;

/**
 * How a provider is reached.
 *
 * @param baseUrl what the dialect's path is appended to; of no meaning for SIMULATED
 * @param key empty: none
 * @param version of the Anthropic API; of no meaning for the others
 */
public record ProviderSpec(Kind kind, URI baseUrl, Password key, String version) {

    /** The version of the Anthropic API that this client knows. */
    public static final String ANTHROPIC_VERSION = "2023-06-01";

    /** What a provider is. */
    public enum Kind {
        /** Text made up within the process. */
        SIMULATED,
        /** A server that speaks OpenAI chat completions. */
        OPENAI,
        /** A server that speaks Anthropic Messages. */
        ANTHROPIC
    }

    /** The provider within the process. */
    public static ProviderSpec simulated() {
        return new ProviderSpec(Kind.SIMULATED, URI.create("simulated:local"), new Password(""), "");
    }
}
