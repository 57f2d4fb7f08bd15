package dev.writ.local.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The subjects, their versions and compatibility levels. One thread at a time: a registration is rare, and must be on
 * disk before the next one sees its id.
 */
final class Subjects implements AutoCloseable {

    private record Version(Registration registration, Schema schema) {}

    private final RegistryLog log;
    private final Map<String, List<Version>> versions = new TreeMap<>();
    private final Map<Integer, String> schemas = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, Compatibility> levels = new LinkedHashMap<>();
    private Compatibility globalLevel = Compatibility.BACKWARD;

    Subjects(RegistryLog log) {
        this.log = log;
        log.entries().forEach(this::apply);
    }

    private void apply(RegistryLog.Entry entry) {
        Registration registration = entry.registration();
        if (registration != null) {
            versions.computeIfAbsent(registration.subject(), subject -> new ArrayList<>())
                    .add(new Version(registration, AvroSchemas.parse(registration.schema())));
            schemas.put(registration.id(), registration.schema());
            ids.put(registration.schema(), registration.id());
        } else if (entry.subject() == null) {
            globalLevel = Objects.requireNonNullElse(entry.compatibility(), Compatibility.BACKWARD);
        } else if (entry.compatibility() == null) {
            levels.remove(entry.subject());
        } else {
            levels.put(entry.subject(), entry.compatibility());
        }
    }

    private void record(RegistryLog.Entry entry) {
        log.append(entry);
        apply(entry);
    }

    synchronized List<String> names() {
        return List.copyOf(versions.keySet());
    }

    /** The subject's versions, oldest first; one or more. */
    synchronized List<Registration> versionsOf(String subject) {
        List<Version> found = versions.get(subject);
        if (found == null) {
            throw RegistryError.subjectUnknown(subject);
        }
        return found.stream().map(Version::registration).toList();
    }

    /** The versions that have the schema, over all subjects. */
    synchronized List<Registration> versionsOf(int id) {
        schema(id);
        return versions.values().stream()
                .flatMap(List::stream)
                .map(Version::registration)
                .filter(registration -> registration.id() == id)
                .toList();
    }

    synchronized String schema(int id) {
        String schema = schemas.get(id);
        if (schema == null) {
            throw RegistryError.schemaUnknown(Integer.toString(id));
        }
        return schema;
    }

    /** The version of the subject that has exactly this schema. */
    synchronized Optional<Registration> lookup(String subject, Schema schema) {
        String text = schema.toString();
        return versions.getOrDefault(subject, List.of()).stream()
                .map(Version::registration)
                .filter(registration -> registration.schema().equals(text))
                .findFirst();
    }

    /** The schema's version; a new one, if the level allows it. */
    synchronized Registration register(String subject, Schema schema) {
        Optional<Registration> known = lookup(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        List<Schema> earlier = versions.getOrDefault(subject, List.of()).stream()
                .map(Version::schema)
                .toList();
        List<String> violations = effectiveLevel(subject).violations(schema, earlier);
        if (!violations.isEmpty()) {
            throw RegistryError.incompatible(subject, violations.toString());
        }
        String text = schema.toString();
        Integer id = ids.get(text);
        Registration next = new Registration(subject, earlier.size() + 1, id == null ? schemas.size() + 1 : id, text);
        record(new RegistryLog.Entry(next, null, null));
        return next;
    }

    /** Why the schema could not follow this version, by the subject's level; empty: it could. */
    synchronized List<String> violations(Registration before, Schema schema) {
        return effectiveLevel(before.subject()).violations(schema, List.of(AvroSchemas.parse(before.schema())));
    }

    /** The subject's own level, or else the one of all. */
    synchronized Compatibility effectiveLevel(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    synchronized Optional<Compatibility> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized Compatibility globalLevel() {
        return globalLevel;
    }

    /** Sets the level of one subject, or of all for null; null takes it away. */
    synchronized void setLevel(@Nullable String subject, @Nullable Compatibility level) {
        record(new RegistryLog.Entry(null, subject, level));
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
