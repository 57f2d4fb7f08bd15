package dev.writ.gateway.readmodel;

import dev.writ.schemas.settings.Secrets;

/**
 * How to reach the database.
 *
 * @param url such as {@code jdbc:postgresql://localhost:5433/writ}
 * @param user may be empty
 * @param password may be empty
 */
public record ReadModelConfig(String url, String user, String password) {

    /** Without passwords. */
    @Override
    public String toString() {
        return "ReadModelConfig[url=" + Secrets.masked("jdbc.url", url) + ", user=" + user + "]";
    }
}
