package dev.writ.schemas;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What somebody does on a Kafka cluster, and so the least that a user must be allowed. On a cluster with an authorizer
 * whatever is not listed is denied. To read or write also lets describe.
 *
 * @param rights in the order in which they were named, each once
 */
public record Access(Set<Right> rights) {

    private static final String EVERY_HOST = "*";

    /**
     * One operation on one resource, or on all whose names begin alike.
     *
     * @param resource a name, or the beginning of names
     * @param operation what is done with it
     */
    public record Right(ResourcePattern resource, AclOperation operation) {}

    public Access {
        rights = Collections.unmodifiableSet(new LinkedHashSet<>(rights));
    }

    /** Reads topics. */
    public static Access reading(Collection<String> topics) {
        return literally(ResourceType.TOPIC, topics, AclOperation.READ);
    }

    /** Writes topics, with or without idempotence, which needs no right of its own from Kafka 3.0 on. */
    public static Access writing(Collection<String> topics) {
        return literally(ResourceType.TOPIC, topics, AclOperation.WRITE);
    }

    /** Creates topics, and reads how they are set up. */
    public static Access settingUp(Collection<String> topics) {
        return literally(
                ResourceType.TOPIC, topics, AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
    }

    /** Is a member of consumer groups, and commits their offsets. */
    public static Access inGroups(String... groups) {
        return literally(ResourceType.GROUP, List.of(groups), AclOperation.READ);
    }

    /**
     * Makes, fills and reads topics of its own whose names begin so, and writes in transactions whose names begin so; as
     * Kafka Streams does.
     */
    public static Access owning(String beginning) {
        return beginning(ResourceType.TOPIC, beginning, AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE)
                .and(beginning(ResourceType.TRANSACTIONAL_ID, beginning, AclOperation.WRITE));
    }

    /** Reads how topics are set up whose names begin so. */
    public static Access inspecting(String beginning) {
        return beginning(ResourceType.TOPIC, beginning, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
    }

    /** This, and the other. */
    public Access and(Access other) {
        Set<Right> all = new LinkedHashSet<>(rights);
        all.addAll(other.rights);
        return new Access(all);
    }

    /**
     * The rights as a cluster keeps them, from every host.
     *
     * @param principal such as {@code User:writ-gateway}
     */
    public List<AclBinding> bindings(String principal) {
        return rights.stream()
                .map(right -> new AclBinding(
                        right.resource(),
                        new AccessControlEntry(principal, EVERY_HOST, right.operation(), AclPermissionType.ALLOW)))
                .toList();
    }

    private static Access literally(ResourceType type, Collection<String> names, AclOperation... operations) {
        return new Access(collect(
                names.stream().map(name -> new ResourcePattern(type, name, PatternType.LITERAL)), operations));
    }

    private static Access beginning(ResourceType type, String beginning, AclOperation... operations) {
        return new Access(collect(Stream.of(new ResourcePattern(type, beginning, PatternType.PREFIXED)), operations));
    }

    private static Set<Right> collect(Stream<ResourcePattern> resources, AclOperation... operations) {
        Set<Right> rights = new LinkedHashSet<>();
        resources.forEach(resource -> Arrays.stream(operations)
                .map(operation -> new Right(resource, operation))
                .forEach(rights::add));
        return rights;
    }
}
