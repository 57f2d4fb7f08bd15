package dev.writ.launcher.cluster;

import dev.writ.schemas.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** Rights as command lines of the Kafka distribution's kafka-acls.sh, for a POSIX shell. */
public final class AclCommandLines {

    private final String bootstrapServers;

    /** @param bootstrapServers host:port, separated by commas */
    public AclCommandLines(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Resources on which the same is done.
     *
     * @param names or beginnings of names, as the pattern has it
     */
    record Alike(ResourceType type, PatternType pattern, List<AclOperation> operations, List<String> names) {

        /** The rights, in their order, by what is alike. */
        static List<Alike> in(Access access) {
            Map<ResourcePattern, List<AclOperation>> operations = new LinkedHashMap<>();
            for (Access.Right right : access.rights()) {
                operations
                        .computeIfAbsent(right.resource(), resource -> new ArrayList<>())
                        .add(right.operation());
            }
            Map<List<Object>, Alike> groups = new LinkedHashMap<>();
            operations.forEach((resource, done) -> groups.computeIfAbsent(
                            List.of(resource.resourceType(), resource.patternType(), done),
                            key -> new Alike(resource.resourceType(), resource.patternType(), done, new ArrayList<>()))
                    .names()
                    .add(resource.name()));
            return List.copyOf(groups.values());
        }
    }

    /** One line for all resources of a kind on which the same is done. */
    public List<String> adding(Access access, String principal) {
        return Alike.in(access).stream().map(alike -> line(alike, principal)).toList();
    }

    private String line(Alike alike, String principal) {
        StringBuilder line = new StringBuilder("bin/kafka-acls.sh --bootstrap-server ")
                .append(quoted(bootstrapServers))
                .append(" --command-config admin.properties --add --allow-principal ")
                .append(quoted(principal));
        alike.operations()
                .forEach(operation -> line.append(" --operation ").append(SecurityUtils.operationName(operation)));
        String option = alike.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
        alike.names()
                .forEach(name -> line.append(" --").append(option).append(' ').append(quoted(name)));
        if (alike.pattern() == PatternType.PREFIXED) {
            line.append(" --resource-pattern-type prefixed");
        }
        return line.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
