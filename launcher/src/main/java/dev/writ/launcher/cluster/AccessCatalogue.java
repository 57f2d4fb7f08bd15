package dev.writ.launcher.cluster;

import dev.writ.history.HistoryAccess;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import dev.writ.sink.SinkAccess;
import dev.writ.topology.GovernanceConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who does what on the cluster: the roles, the operator who creates and checks topics, the auditor who reads the history,
 * and who erases.
 *
 * @param byName in the order in which they are told
 */
public record AccessCatalogue(Map<String, Access> byName) {

    /** Creates topics and checks them; is no role. */
    public static final String OPERATOR = "operator";

    /** Reads what happened; is no role. */
    public static final String AUDITOR = "auditor";

    /** Erases personal texts; is no role. */
    public static final String ERASER = "eraser";

    public AccessCatalogue {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * The access of everybody with these settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a value is bad
     */
    public static AccessCatalogue of(Settings settings) {
        Map<String, Access> byName = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            byName.put(role.id(), role.access(settings));
        }
        byName.put(
                OPERATOR,
                Access.settingUp(Topics.names(Topics.ALL))
                        .and(Access.inspecting(GovernanceConfig.applicationId(settings.values()) + "-")));
        byName.put(AUDITOR, HistoryAccess.access());
        byName.put(ERASER, SinkAccess.ofEraser());
        return new AccessCatalogue(byName);
    }

    /**
     * One of them, or all.
     *
     * @param name empty: all
     * @throws RefusedException if nobody is called so
     */
    public AccessCatalogue only(Optional<String> name) {
        if (name.isEmpty()) {
            return this;
        }
        Access access = byName.get(name.get());
        if (access == null) {
            throw new RefusedException(
                    "nobody is called " + name.get() + ": it is one of " + String.join(", ", byName.keySet()));
        }
        return new AccessCatalogue(Map.of(name.get(), access));
    }
}
