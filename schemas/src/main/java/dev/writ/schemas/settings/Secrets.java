package dev.writ.schemas.settings;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/**
 * What must not be shown: values of keys that hold a secret, and within any other value the user info and the password
 * parameters of a URL. Where a URL cannot be told apart, too much is masked rather than too little.
 */
public final class Secrets {

    /** What stands in place of a secret, as in Kafka's own logs. */
    public static final String HIDDEN = Password.HIDDEN;

    private static final Pattern SECRET_NAME = Pattern.compile("password|passphrase|passwd|secret|jaas|api\\.key");
    private static final Pattern PARAMETER = Pattern.compile(
            "([?&;][^=&;]*(?:pass|pwd|secret|token|credential|api[-_.]?key|signature)[^=&;]*=)[^&;]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_URL = Pattern.compile(",(?=\\s*[a-z][a-z0-9+.-]*:)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOSTS = Pattern.compile(
            "(?:\\[[0-9a-f:.%]+]|[^@:,/?#\\[\\]]*)(?::\\d{0,5})?(?:,[^@:,/?#]*(?::\\d{0,5})?)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY_END = Pattern.compile("[/?#]");

    private Secrets() {}

    /** Whether a key's values are secrets, by its type or its name. */
    public static boolean isSecret(ConfigKey key) {
        return key.type == ConfigDef.Type.PASSWORD || isSecret(key.name);
    }

    /** Whether the name of a key says that its values are secrets. */
    public static boolean isSecret(String key) {
        return SECRET_NAME.matcher(key).find();
    }

    /** A value as it may be shown; an empty one stays empty. */
    public static String masked(String key, String value) {
        return value.isEmpty() ? value : isSecret(key) ? HIDDEN : maskedUrls(value);
    }

    private static String maskedUrls(String text) {
        String users =
                Arrays.stream(NEXT_URL.split(text, -1)).map(Secrets::maskedUser).collect(Collectors.joining(","));
        return PARAMETER.matcher(users).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }

    private static String maskedUser(String url) {
        int slashes = url.indexOf("//");
        if (slashes < 0) {
            return url;
        }
        String rest = url.substring(slashes + 2);
        Matcher end = AUTHORITY_END.matcher(rest);
        String authority = end.find() ? rest.substring(0, end.start()) : rest;
        boolean plain = HOSTS.matcher(authority).matches();
        int query = rest.indexOf('?');
        int at = plain && query >= 0 ? rest.lastIndexOf('@', query) : rest.lastIndexOf('@');
        if (at < 0) {
            return plain ? url : url.substring(0, slashes + 2) + HIDDEN;
        }
        return url.substring(0, slashes + 2) + HIDDEN + rest.substring(at);
    }
}
