package dev.writ.launcher.reference;

import dev.writ.launcher.role.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/** The keys that every role has alike, and those of single roles, each in the order of their names. */
final class RoleKeys {

    private static final Comparator<ConfigKey> BY_NAME = Comparator.comparing(key -> key.name);

    private static final Map<Role, Map<String, ConfigKey>> DEFINED = Arrays.stream(Role.values())
            .collect(Collectors.toUnmodifiableMap(
                    role -> role, role -> role.definition().configKeys()));

    private RoleKeys() {}

    /** Every key of a role. */
    static List<ConfigKey> of(Role role) {
        return keysOf(role).values().stream().sorted(BY_NAME).toList();
    }

    /** Those that mean the same in every role. */
    static List<ConfigKey> common() {
        return of(Role.GATEWAY).stream().filter(RoleKeys::isCommon).toList();
    }

    /** Those that not every role has, or that another one has differently. */
    static List<ConfigKey> ownOf(Role role) {
        return of(role).stream().filter(key -> !isCommon(key)).toList();
    }

    private static boolean isCommon(ConfigKey key) {
        return Arrays.stream(Role.values())
                .allMatch(role -> isAlike(key, keysOf(role).get(key.name)));
    }

    private static boolean isAlike(ConfigKey key, @Nullable ConfigKey other) {
        return other != null
                && Objects.equals(key.defaultValue, other.defaultValue)
                && key.documentation.equals(other.documentation);
    }

    private static Map<String, ConfigKey> keysOf(Role role) {
        return Objects.requireNonNull(DEFINED.get(role));
    }
}
