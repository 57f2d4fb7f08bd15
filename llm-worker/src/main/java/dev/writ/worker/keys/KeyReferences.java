package dev.writ.worker.keys;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/** Finds keys by references to the environment or to a sealed file. Not safe for use by several threads. */
public final class KeyReferences {

    private static final Pattern REFERENCE = Pattern.compile("(env|sealed):([A-Za-z0-9._-]{1,128})");

    private final Map<String, String> environment;
    private final Supplier<Map<String, Password>> sealed;
    private final Map<String, Password> opened = new HashMap<>();
    private boolean isOpen;

    /** @param sealed opens the sealed file; asked only when a reference needs it, and once */
    public KeyReferences(Map<String, String> environment, Supplier<Map<String, Password>> sealed) {
        this.environment = Map.copyOf(environment);
        this.sealed = sealed;
    }

    /**
     * The key that a reference names.
     *
     * @throws KeyRefusedException if there is none, or it is not a reference; the text is not repeated then, for it may be a
     *     key
     */
    public Password find(String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            throw new KeyRefusedException("a key must be given as env:NAME or sealed:NAME");
        }
        String name = parts.group(2);
        Password key;
        if (parts.group(1).equals("env")) {
            String value = environment.get(name);
            key = value == null || value.isBlank() ? null : new Password(value.strip());
        } else {
            if (!isOpen) {
                opened.putAll(sealed.get());
                isOpen = true;
            }
            key = opened.get(name);
        }
        if (key == null) {
            throw new KeyRefusedException("there is no key " + parts.group());
        }
        return key;
    }
}
