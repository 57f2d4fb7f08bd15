package dev.writ.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.console.Console;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "up --fly",
                "up --http-port ten",
                "up --set bootstrap.servers=localhost:9092 --http-port 0",
                "gateway --set fly=1",
                "gateway --set fly",
                "worker --config missing.properties",
                "topology --set governance.threads=none",
                "gateway --set kafka.fly=1",
                "gateway --set kafka.security.protocol=FOO",
                "worker --set kafka.acks=all",
                "topology --set kafka.state.dir=data",
                "config pilot",
                "config gateway --set gateway.port=x",
                "demo --url http://127.0.0.1:1",
                "topics --create --check",
                "topics --check --asyncapi",
                "topics --create --set auto.register.schemas=maybe",
                "topics --partitions 3",
                "topics --create --replication 0",
                "simulate --port 70000",
                "simulate --port 0 --tokens-per-second 0",
                "simulate --port 0 --journal /nowhere/calls.jsonl",
                "worker --set worker.routes.file=/nowhere/routes.json",
                "keys",
                "keys seal --file keys --name a",
                "keys seal --file keys --name a/b",
                "keys list",
                "acls nobody",
                "acls --principal nobody",
                "replay --from yesterday",
                "replay --from 1h --to 2h",
                "replay --from 2026-11-28T09:00:00Z --to 2026-11-28T09:00:00Z",
                "replay --topic tokens",
                "replay --limit 0",
                "replay --agent",
                "replay --json --into copies",
                "replay --into writ.audit",
                "replay --into writ-topology-x-changelog",
                "audit",
                "audit reproduce --from yesterday",
                "audit reproduce --from 0:12",
                "audit reproduce --slack PT-1S",
                "what-if",
                "what-if --policy missing.json",
                "what-if --policy pom.xml",
                "what-if --policy pom.xml --list -1",
                "as-of 2h",
                "as-of --agent a",
                "as-of yesterday --agent a",
                "as-of 2999-01-01T00:00:00Z --agent a"
            })
    void refusesBadUsageInOneLine(String arguments) {
        // When
        int code = run(Map.of(), arguments.split(" "));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("writ: ").hasLineCount(1);
    }

    @Test
    void refusesAnUnknownEnvironmentVariable() {
        // When
        int code = run(Map.of("WRIT_FLY", "1"), "sink");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("writ: environment variable WRIT_FLY belongs to no key");
    }

    @Test
    void printsTheTopicCatalogue() {
        // When
        int code = run(Map.of(), "topics");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains(Topics.ALL.stream().map(Topic::name).toList());
        assertThat(out.toString()).containsPattern("writ\\.audit +AuditRecorded +6 +delete +for ever");
    }

    private int run(Map<String, String> environment, String... arguments) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment);
        return Writ.run(console, arguments);
    }
}
