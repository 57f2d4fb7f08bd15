package dev.writ.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.EnvironmentNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigCommandTest {

    private static final String CANARY = "canary";
    private static final Pattern PREFIXED =
            Pattern.compile("kafka\\.((main|restore|global)\\.)?(consumer|producer|admin)\\.");
    private static final String[] DATABASE = {
        "--set", "jdbc.url=jdbc:postgresql:writ", "--set", "jdbc.user=writ", "--set", "jdbc.password="
    };

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsWhereEachValueComesFrom() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("writ.properties"), "gateway.port = 1\ngateway.max.streams = 2\n");
        Map<String, String> environment = Map.of("WRIT_GATEWAY_MAX_STREAMS", "3");

        // When
        int code = run(environment, "config", "gateway", "--config", file.toString(), "--set", "kafka.client.rack=r1");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("gateway\\.host +127\\.0\\.0\\.1 +default\\R")
                .containsPattern("gateway\\.port +1 +file \\Q" + file + "\\E\\R")
                .containsPattern("gateway\\.max\\.streams +3 +environment WRIT_GATEWAY_MAX_STREAMS\\R")
                .containsPattern("kafka\\.client\\.rack +r1 +flag\\R")
                .contains("bootstrap.servers")
                .doesNotContain("worker.", "sink.");
    }

    @Test
    void printsTheKeysOfEveryRoleOnce() {
        // When
        int code = run(Map.of(), arguments("config", DATABASE));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("bootstrap.servers")))
                .hasSize(1);
        assertThat(out.toString()).contains("gateway.port", "worker.model", "sink.poll.ms", "governance.threads");
    }

    @Test
    void printsTheSameAsJson() throws IOException {
        // When
        int code = run(Map.of("WRIT_GATEWAY_PORT", "81"), "config", "gateway", "--json", "--set", "jdbc.password=x");

        // Then
        assertThat(code).isZero();
        JsonNode gateway = new ObjectMapper().readTree(out.toString()).get("gateway");
        assertThat(gateway.get("gateway.port"))
                .hasToString("{\"value\":\"81\",\"source\":\"environment\",\"place\":\"WRIT_GATEWAY_PORT\"}");
        assertThat(gateway.get("jdbc.password")).hasToString("{\"value\":\"[hidden]\",\"source\":\"flag\"}");
        assertThat(gateway.get("gateway.host")).hasToString("{\"value\":\"127.0.0.1\",\"source\":\"default\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "sink,",
        "gateway,gateway.port=x",
        "worker,worker.provider=openai",
        "topology,governance.threads=0",
        "topology,kafka.max.warmup.replicas=many",
        "topology,management.port=x",
        "worker,kafka.retries=0",
        "gateway,gateway.tls.keystore=/no/such/file"
    })
    void refusesWithTheLineOfTheStart(String role, @Nullable String setting) {
        // Given
        String[] flags = setting == null ? new String[0] : new String[] {"--set", setting};

        // When
        int code = run(
                Map.of(),
                Stream.concat(Stream.of("config", role), Stream.of(flags)).toArray(String[]::new));
        String refusal = err.toString();
        err.getBuffer().setLength(0);
        int start =
                run(Map.of(), Stream.concat(Stream.of(role), Stream.of(flags)).toArray(String[]::new));

        // Then
        assertThat(List.of(code, start)).containsExactly(2, 2);
        assertThat(refusal).startsWith("writ: ").hasLineCount(1).isEqualTo(err.toString());
    }

    @Test
    void showsNoSecretOfAnyKeyAndNoPasswordWithinAnyValue() {
        for (String key : keys()) {
            // When
            run(Map.of(), arguments("config", "--set", key + "=https://me:canary@host/?password=canary"));
        }

        // Then
        assertThat(out.toString()).contains("https://[hidden]@host/?password=[hidden]");
        assertThat(out + err.toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsNoSecretInTableJsonOrRefusal(Role role) {
        // Given
        Set<String> secrets = secretKeys(role);

        for (String key : secrets) {
            // When
            run(Map.of(), arguments("config", role.id(), "--set", key + "=" + CANARY));
            run(Map.of(), arguments("config", role.id(), "--json", "--set", key + "=" + CANARY));
            run(Map.of(), "config", "--set", "kafka.security.protocol=SASL_SSL", "--set", key + "=" + CANARY);
        }

        // Then
        assertThat(secrets).contains("kafka.sasl.jaas.config", "kafka.ssl.key.password");
        assertThat(Role.clientKeys().isSecret("kafka.producer.sasl.jaas.config"))
                .isTrue();
        assertThat(out.toString()).contains("[hidden]");
        assertThat(out + err.toString()).doesNotContain(CANARY);
    }

    @Test
    void showsNothingOfAFileWhateverTheKey() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), CANARY + "\n");

        for (String key : keys()) {
            // When
            String variable = EnvironmentNames.nameOf(key) + EnvironmentNames.FILE_SUFFIX;
            int code = run(Map.of(variable, secret.toString()), arguments("config", DATABASE));

            // Then
            assertThat(code).isIn(0, 2);
        }
        assertThat(out.toString()).contains("[hidden]", "environment WRIT_GATEWAY_PORT_FILE");
        assertThat(err.toString()).contains("bad value [hidden] for gateway.port");
        assertThat(out + err.toString()).doesNotContain(CANARY);
    }

    @Test
    void showsNoPartOfAFlagWhoseQuotesDoNotMatch() {
        // When
        int code =
                run(Map.of(), "config", "worker", "--set", "worker.openai.api.key=\"canary \"canary\" cana", "--json");

        // Then
        assertThat(code).isZero();
        assertThat(out + err.toString()).doesNotContain("cana");
    }

    /** All but those under the prefixes of Kafka Streams, which are the same again. */
    private static Set<String> keys() {
        return Role.allKeys().stream()
                .filter(key -> !PREFIXED.matcher(key).lookingAt())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> secretKeys(Role role) {
        return Stream.concat(
                        role.definition().configKeys().values().stream()
                                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                                .map(key -> key.name),
                        keys().stream().filter(Role.clientKeys()::isSecret))
                .collect(Collectors.toSet());
    }

    private int run(Map<String, String> environment, String... arguments) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment);
        return Writ.run(console, arguments);
    }

    private static String[] arguments(String first, String... further) {
        return Stream.concat(Stream.of(first), Stream.of(further)).toArray(String[]::new);
    }
}
