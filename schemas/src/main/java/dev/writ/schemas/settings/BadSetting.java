package dev.writ.schemas.settings;

import java.util.Collection;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The one line that says which setting is refused, what it was, and what is allowed. Secrets are masked. */
public final class BadSetting {

    private BadSetting() {}

    /**
     * A refused value.
     *
     * @param key the setting
     * @param value what it was
     * @param allowed what is wanted, as it goes on after the words "must be"
     */
    public static ConfigException value(String key, @Nullable Object value, String allowed) {
        return new ConfigException("bad value " + quoted(key, value) + " for " + key + ": must be " + allowed);
    }

    /** A value that the definition of its key refuses. */
    static ConfigException value(ConfigKey definition, String key, Object value) {
        Object shown = Secrets.isSecret(definition) ? Secrets.HIDDEN : value;
        return value(key, shown, AllowedValues.of(definition));
    }

    /** A setting that must be there and is not. */
    public static ConfigException missing(String key, String meaning) {
        return new ConfigException(key + " must be given: " + meaning);
    }

    /** A setting that Writ does not leave to its user. */
    static ConfigException kept(String key, String reason) {
        return new ConfigException(key + " cannot be set: " + reason);
    }

    /** A key that there is not, with the one that may have been meant. */
    static ConfigException unknown(String key, Collection<String> known) {
        return new ConfigException("unknown key " + key + NearMiss.hint(key, known));
    }

    private static String quoted(String key, @Nullable Object value) {
        String shown = Secrets.masked(key, String.valueOf(value));
        return shown.equals(Secrets.HIDDEN) ? shown : '"' + shown + '"';
    }
}
