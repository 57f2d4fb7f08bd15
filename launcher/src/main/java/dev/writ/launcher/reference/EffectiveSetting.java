package dev.writ.launcher.reference;

import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Origin;
import dev.writ.launcher.settings.Setting;
import dev.writ.launcher.settings.Settings;
import dev.writ.schemas.settings.ClientKeys;
import dev.writ.schemas.settings.Secrets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/**
 * One setting as a role would start with it.
 *
 * @param key its key
 * @param value its value without secrets; empty if it has none
 * @param source default, file, environment or flag; required if it must be given and is not
 * @param place the file's path or the variable's name; empty for other sources
 */
public record EffectiveSetting(String key, Optional<String> value, String source, String place) {

    /** Those of a role, with what it hands to Kafka's clients. */
    public static List<EffectiveSetting> of(Role role, Settings settings) {
        return all(RoleKeys.of(role), settings, true);
    }

    /** Those that every role has alike, with what all hand to Kafka's clients. */
    public static List<EffectiveSetting> common(Settings settings) {
        return all(RoleKeys.common(), settings, true);
    }

    /** Those of a role that not every role has. */
    public static List<EffectiveSetting> ownOf(Role role, Settings settings) {
        return all(RoleKeys.ownOf(role), settings, false);
    }

    private static List<EffectiveSetting> all(Collection<ConfigKey> keys, Settings settings, boolean withClients) {
        List<EffectiveSetting> all = new ArrayList<>();
        for (ConfigKey key : keys) {
            all.add(settings.find(key.name)
                    .map(setting -> given(key.name, setting, Secrets.isSecret(key)))
                    .orElseGet(() -> unset(key)));
        }
        if (withClients) {
            settings.values().keySet().stream()
                    .filter(name -> name.startsWith(ClientKeys.PREFIX))
                    .forEach(name -> settings.find(name)
                            .ifPresent(setting -> all.add(
                                    given(name, setting, Role.clientKeys().isSecret(name)))));
        }
        return all;
    }

    private static EffectiveSetting given(String key, Setting setting, boolean secret) {
        boolean hidden = secret && !setting.value().isEmpty();
        Origin origin = setting.origin();
        return new EffectiveSetting(
                key,
                Optional.of(hidden ? Secrets.HIDDEN : setting.masked(key)),
                origin.source().label(),
                origin.place());
    }

    private static EffectiveSetting unset(ConfigKey key) {
        if (!key.hasDefault()) {
            return new EffectiveSetting(key.name, Optional.empty(), "required", "");
        }
        return new EffectiveSetting(key.name, defaultOf(key), "default", "");
    }

    /** A key's default as text; empty if it has none. */
    static Optional<String> defaultOf(ConfigKey key) {
        return Optional.ofNullable(key.hasDefault() ? key.defaultValue : null)
                .map(value -> value instanceof Password password ? password.value() : value.toString());
    }
}
