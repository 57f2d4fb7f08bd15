package dev.writ.launcher.reference;

import dev.writ.launcher.role.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/** The keys that every role has alike, and those of single roles, each in the order of their names. */
final class RoleKeys {

    private static final Comparator<ConfigKey> BY_NAME = Comparator.comparing(key -> key.name);

    private RoleKeys() {}

    /** Every key of a role. */
    static List<ConfigKey> of(Role role) {
        return sorted(role.definition().configKeys().values());
    }

    /** Those that mean the same in every role. */
    static List<ConfigKey> common() {
        return of(List.of(Role.values()).getFirst()).stream()
                .filter(key -> Arrays.stream(Role.values())
                        .allMatch(role ->
                                isAlike(key, role.definition().configKeys().get(key.name))))
                .toList();
    }

    /** Those that not every role has, or that another one has differently. */
    static List<ConfigKey> ownOf(Role role) {
        List<String> common = common().stream().map(key -> key.name).toList();
        return of(role).stream().filter(key -> !common.contains(key.name)).toList();
    }

    private static boolean isAlike(ConfigKey key, @Nullable ConfigKey other) {
        return other != null
                && Objects.equals(key.defaultValue, other.defaultValue)
                && key.documentation.equals(other.documentation);
    }

    private static List<ConfigKey> sorted(Collection<ConfigKey> keys) {
        return keys.stream().sorted(BY_NAME).toList();
    }
}
