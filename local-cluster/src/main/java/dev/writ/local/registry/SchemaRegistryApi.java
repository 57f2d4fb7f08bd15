package dev.writ.local.registry;

import static dev.writ.local.registry.Routes.object;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Confluent REST API over the subjects. */
final class SchemaRegistryApi {

    private static final String LATEST = "latest";

    private final Subjects subjects;

    private SchemaRegistryApi(Subjects subjects) {
        this.subjects = subjects;
    }

    static Routes routes(Subjects subjects) {
        SchemaRegistryApi api = new SchemaRegistryApi(subjects);
        return new Routes()
                .add("GET", "/", call -> Map.of())
                .add("GET", "/mode", call -> Map.of("mode", "READWRITE"))
                .add("GET", "/subjects", call -> subjects.names())
                .add("POST", "/subjects/*", api::lookup)
                .add("GET", "/subjects/*/versions", api::versions)
                .add("POST", "/subjects/*/versions", api::register)
                .add("GET", "/subjects/*/versions/*", call -> describe(api.version(call)))
                .add(
                        "GET",
                        "/subjects/*/versions/*/schema",
                        call -> new RawValue(api.version(call).schema()))
                .add("GET", "/schemas/types", call -> List.of("AVRO"))
                .add("GET", "/schemas/ids/*", call -> Map.of("schema", subjects.schema(id(call))))
                .add("GET", "/schemas/ids/*/schema", call -> new RawValue(subjects.schema(id(call))))
                .add("GET", "/schemas/ids/*/subjects", api::subjectsOfId)
                .add("GET", "/schemas/ids/*/versions", api::versionsOfId)
                .add("POST", "/compatibility/subjects/*/versions/*", api::check)
                .add("GET", "/config", call -> Map.of("compatibilityLevel", subjects.globalLevel()))
                .add("PUT", "/config", api::setGlobalLevel)
                .add("GET", "/config/*", api::level)
                .add("PUT", "/config/*", api::setLevel)
                .add("DELETE", "/config/*", api::removeLevel);
    }

    private Object lookup(Call call) {
        String subject = call.wildcard(0);
        subjects.versionsOf(subject);
        return describe(subjects.lookup(subject, call.schema())
                .orElseThrow(() -> RegistryError.schemaUnknown("under subject '" + subject + "'")));
    }

    private Object versions(Call call) {
        return subjects.versionsOf(call.wildcard(0)).stream()
                .map(Registration::version)
                .toList();
    }

    private Object register(Call call) {
        return Map.of("id", subjects.register(call.wildcard(0), call.schema()).id());
    }

    private Object subjectsOfId(Call call) {
        return subjects.versionsOf(id(call)).stream().map(Registration::subject).toList();
    }

    private Object versionsOfId(Call call) {
        return subjects.versionsOf(id(call)).stream()
                .map(each -> object("subject", each.subject(), "version", each.version()))
                .toList();
    }

    private Object check(Call call) {
        List<String> violations = subjects.violations(version(call), call.schema());
        return call.asksFor("verbose")
                ? object("is_compatible", violations.isEmpty(), "messages", violations)
                : object("is_compatible", violations.isEmpty());
    }

    private Object setGlobalLevel(Call call) {
        subjects.setLevel(null, call.level());
        return Map.of("compatibility", call.level());
    }

    private Object level(Call call) {
        String subject = call.wildcard(0);
        if (call.asksFor("defaultToGlobal")) {
            return Map.of("compatibilityLevel", subjects.effectiveLevel(subject));
        }
        return Map.of("compatibilityLevel", ownLevel(subject));
    }

    private Object setLevel(Call call) {
        subjects.setLevel(call.wildcard(0), call.level());
        return Map.of("compatibility", call.level());
    }

    private Object removeLevel(Call call) {
        Compatibility removed = ownLevel(call.wildcard(0));
        subjects.setLevel(call.wildcard(0), null);
        return Map.of("compatibilityLevel", removed);
    }

    private Compatibility ownLevel(String subject) {
        return subjects.ownLevel(subject).orElseThrow(() -> RegistryError.levelUnknown(subject));
    }

    private Registration version(Call call) {
        List<Registration> versions = subjects.versionsOf(call.wildcard(0));
        String wanted = call.wildcard(1);
        if (wanted.equals(LATEST) || wanted.equals("-1")) {
            return versions.getLast();
        }
        int version = positive(wanted).orElseThrow(() -> RegistryError.versionInvalid(wanted));
        return versions.stream()
                .filter(each -> each.version() == version)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionUnknown(wanted));
    }

    private static int id(Call call) {
        return positive(call.wildcard(0)).orElseThrow(() -> RegistryError.schemaUnknown(call.wildcard(0)));
    }

    private static Optional<Integer> positive(String text) {
        return text.matches("[1-9]\\d{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Object describe(Registration registration) {
        return object(
                "subject", registration.subject(),
                "version", registration.version(),
                "id", registration.id(),
                "schema", registration.schema());
    }
}
