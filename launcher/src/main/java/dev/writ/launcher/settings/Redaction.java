package dev.writ.launcher.settings;

import dev.writ.schemas.settings.Secrets;

/**
 * Takes one setting's secret out of messages. A short secret is taken out only where it is quoted, as it may be a part of
 * any word.
 */
record Redaction(String key, Setting setting) {

    private static final int SHORT = 4;

    /** The message without the secret; as it was, if the setting holds none. */
    String of(String message) {
        String value = setting.value();
        String shown = setting.masked(key);
        if (value.isBlank() || value.equals(shown)) {
            return message;
        }
        String text = message.replace('"' + value + '"', shown.equals(Secrets.HIDDEN) ? shown : '"' + shown + '"');
        return value.length() < SHORT ? text : text.replace(value, shown);
    }
}
