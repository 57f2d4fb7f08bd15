package dev.writ.sink.store;

import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.Secrets;
import org.apache.kafka.common.config.types.Password;

/**
 * How the sink reaches PostgreSQL.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; parameters of the PostgreSQL driver may follow
 * @param user the owner of the tables
 * @param password may be empty
 */
public record DatabaseConfig(String url, String user, Password password) {

    private static final String SCHEME = "jdbc:postgresql:";

    public DatabaseConfig {
        if (!url.startsWith(SCHEME)) {
            throw BadSetting.value("jdbc.url", url, "a URL that begins with " + SCHEME);
        }
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + Secrets.masked("jdbc.url", url) + ", user=" + user + "]";
    }
}
