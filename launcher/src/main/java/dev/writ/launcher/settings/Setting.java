package dev.writ.launcher.settings;

import dev.writ.schemas.settings.Secrets;

/**
 * A value and where it came from.
 *
 * @param value as it was given
 * @param origin where it stands
 */
public record Setting(String value, Origin origin) {

    /** Whether the value must not be shown, whatever its key is. */
    boolean isFromSecretFile() {
        return origin.source() == Origin.Source.SECRET_FILE;
    }

    /** The value without its secrets. */
    public String masked(String key) {
        return isFromSecretFile() && !value.isEmpty() ? Secrets.HIDDEN : Secrets.masked(key, value);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Setting[" + origin + "]";
    }
}
