package dev.writ.launcher.reference;

import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.EnvironmentNames;
import dev.writ.schemas.settings.AllowedValues;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference of all settings, as Markdown. It has nothing that is not in the code, so it cannot grow old. */
public final class ConfigurationPage {

    private static final Pattern STREAMS_PREFIX =
            Pattern.compile("kafka\\.((main\\.|restore\\.|global\\.)?consumer|producer|admin)\\.");

    private ConfigurationPage() {}

    /** The whole page, ended by a line feed. */
    public static String text() {
        StringBuilder page = new StringBuilder(prose());
        page.append("\n## Every role\n\n").append(table(RoleKeys.common()));
        for (Role role : Role.values()) {
            page.append("\n## ").append(title(role)).append("\n\n");
            page.append(role.description()).append("\n\n").append(table(RoleKeys.ownOf(role)));
        }
        return page.toString();
    }

    private static String prose() {
        return """
                # Configuration

                This page is generated: `./writ config --reference > docs/configuration.md` writes it anew.

                `./writ config` prints the values that the roles would start with, and where each comes from;
                `./writ config gateway` those of one role, `--json` the same for programs. Secrets are shown as `[hidden]`.
                It exits with code 2 and the line that the start would give if a value is bad.

                ## Where settings come from

                From the weakest to the strongest:

                1. the default
                2. the file of `--config FILE`: Java properties in UTF-8; one file may serve all roles
                3. the environment: `WRIT_` and the key in upper case with underscores for dots
                4. `--set KEY=VALUE`, which may be given several times

                An unknown key, or a value that is not allowed, stops the start with one line and exit code 2.

                These variables of the environment have no `WRIT_` name, for those who know them from before. The `WRIT_` name is
                stronger.

                """ + oldNames() + """

                ## Secrets

                Any key can be given by a file: `WRIT_<KEY>_FILE` names a file, and its text without the last line break is the
                value of the key. `WRIT_JDBC_PASSWORD_FILE=/run/secrets/jdbc-password` gives `jdbc.password`. The file is UTF-8 of
                at most 1 MiB and is read once, at the start. A key cannot have both a value and a file in the environment. What
                comes from a file is never shown.

                Passwords, keys and logins are not shown either, nor are users and passwords within URLs.

                ## Kafka clients

                A key that begins with `kafka.` goes to every Kafka client, with the rest as the client's own name for the
                setting: `kafka.security.protocol`, `kafka.sasl.jaas.config`, `kafka.ssl.truststore.location`. Names are those of
                Kafka's admin client, producer, consumer and Kafka Streams; Kafka's documentation tells what they mean. The
                prefixes of Kafka Streams reach one kind of its clients (`kafka.main.consumer.`, `kafka.restore.consumer.`,
                `kafka.global.consumer.`, `kafka.consumer.`, `kafka.producer.`, `kafka.admin.`) and its internal topics
                (`kafka.topic.min.insync.replicas`). Timeouts, poll and fetch sizes that a role sets for one of its clients stay as
                they are for that client.

                Names that no client knows, values that a client refuses, key stores that cannot be opened and logins that cannot
                be read stop the start. So do these, which Writ sets itself:

                """ + kept() + """

                ## Units

                The end of a key tells its unit: `.ms` milliseconds, `.days` days, `.bytes` bytes, `.port` a TCP port, `.per.second` a
                rate.
                Other numbers are counts. A required key has no default; an empty default means that there is none.
                """;
    }

    private static String oldNames() {
        StringBuilder rows = new StringBuilder("| variable | key |\n|---|---|\n");
        new TreeMap<>(EnvironmentNames.ofThePredecessor())
                .forEach((variable, key) -> rows.append(row(code(variable), code(key))));
        return rows.toString();
    }

    /** Without those under the prefixes of Kafka Streams, which are kept for the same reasons. */
    private static String kept() {
        StringBuilder rows = new StringBuilder("| key | why |\n|---|---|\n");
        Role.clientKeys().kept().forEach((key, reason) -> {
            if (!STREAMS_PREFIX.matcher(key).lookingAt()) {
                rows.append(row(code(key), reason));
            }
        });
        return rows.toString();
    }

    private static String table(List<ConfigKey> keys) {
        StringBuilder rows = new StringBuilder(
                "| key | type | default | unit | allowed | environment | meaning |\n|---|---|---|---|---|---|---|\n");
        for (ConfigKey key : keys) {
            rows.append(row(
                    code(key.name),
                    key.type.name().toLowerCase(Locale.ROOT),
                    key.hasDefault() ? code(EffectiveSetting.defaultOf(key).orElse("")) : "(required)",
                    Units.of(key.name),
                    AllowedValues.limits(key),
                    code(EnvironmentNames.nameOf(key.name)),
                    key.documentation));
        }
        return rows.toString();
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String title(Role role) {
        return role.id().substring(0, 1).toUpperCase(Locale.ROOT) + role.id().substring(1);
    }
}
