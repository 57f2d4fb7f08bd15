package dev.writ.worker.http;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.types.Password;

/**
 * Where a provider is and how long it may take.
 *
 * @param name the provider's name in events
 * @param baseUrl what the dialect's path is appended to
 * @param key as the dialect sends it; empty sends none
 * @param cleaner takes every known key out of a server's own words
 * @param maxAttempts most calls for one attempt of an execution, 1 or more; only calls without any text are repeated
 * @param timeouts how long each part may take
 */
public record HttpConfig(
        String name, URI baseUrl, Password key, UnaryOperator<String> cleaner, int maxAttempts, Timeouts timeouts) {

    public HttpConfig {
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

    URI at(String path) {
        return URI.create(baseUrl.toString().replaceAll("/+$", "") + path);
    }
}
