package dev.writ.launcher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.Writ;
import dev.writ.launcher.console.Console;
import dev.writ.schemas.KafkaConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the log of a cluster by the commands. */
public final class Auditor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConnection kafka;

    public Auditor(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** What a command did. */
    public record Answer(int code, String out, String err) {

        /** What it printed, as JSON. */
        public JsonNode json() throws JsonProcessingException {
            return new ObjectMapper().readTree(out);
        }
    }

    /** At the end of a story: deciding again gives what the log says, once the recorder has written what it saw. */
    public void requireReproduced() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer answer = ask("audit", "reproduce");
            assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        });
    }

    /** Runs a command on the cluster. */
    public Answer ask(String... arguments) {
        String registries = kafka.registryUrls().stream().map(URI::toString).collect(Collectors.joining(","));
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--set",
                                KafkaConnection.BOOTSTRAP_SERVERS + "=" + kafka.bootstrapServers(),
                                "--set",
                                KafkaConnection.REGISTRY_URL + "=" + registries))
                .toArray(String[]::new);
        return run(all);
    }

    /** Runs a command as it is. */
    public static Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Writ.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()), arguments);
        return new Answer(code, out.toString(), err.toString());
    }
}
