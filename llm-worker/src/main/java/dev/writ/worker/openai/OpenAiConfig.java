package dev.writ.worker.openai;

import java.net.URI;
import org.apache.kafka.common.config.types.Password;

/**
 * Where the provider is and how long it may take.
 *
 * @param baseUrl what {@code /chat/completions} is appended to, such as https://api.openai.com/v1
 * @param apiKey sent as a bearer token; empty sends none
 * @param maxAttempts most calls for one attempt of an execution, 1 or more; only calls without any text are repeated
 * @param timeouts how long each part may take
 */
public record OpenAiConfig(URI baseUrl, Password apiKey, int maxAttempts, Timeouts timeouts) {

    public OpenAiConfig {
        checkedBaseUrl(baseUrl);
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more: " + maxAttempts);
        }
    }

    /**
     * The same URL, if paths can be appended to it.
     *
     * @throws IllegalArgumentException if it is not of http or https, or has no host, or has a user or a query
     */
    public static URI checkedBaseUrl(URI url) {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("the provider's base URL must begin with http:// or https://");
        }
        if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("the provider's base URL must name a host, and no user and no query");
        }
        return url;
    }

    /** The address of chat completions. */
    URI chatCompletions() {
        return URI.create(baseUrl.toString().replaceAll("/+$", "") + "/chat/completions");
    }
}
