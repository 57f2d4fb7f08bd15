package dev.writ.worker.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.worker.TestCompletions;
import dev.writ.worker.anthropic.AnthropicDialect;
import dev.writ.worker.http.Dialect;
import dev.writ.worker.http.HttpConfig;
import dev.writ.worker.http.HttpRunner;
import dev.writ.worker.http.Timeouts;
import dev.writ.worker.keys.KnownKeys;
import dev.writ.worker.openai.OpenAiDialect;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.provider.StreamOutcome.TimedOut;
import dev.writ.worker.simulated.server.JournalEntry;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a provider's answer can go wrong, over the wire, in both dialects. */
class FaultsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Password KEY = new Password("sk-canary-77");

    private final List<JournalEntry> journal = new CopyOnWriteArrayList<>();
    private final List<String> deltas = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final SimulatedServer server;

    FaultsTest() throws IOException {
        server = SimulatedServer.start(new ServerSettings(0, 2000, journal::add));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "simulated, stop, true",
        "simulated-slow, stop, true",
        "simulated-length, length, true",
        "simulated-split-character, stop, true",
        "simulated-no-done, stop, true",
        "simulated-held-socket, stop, true",
        "simulated-slow-first-byte, upstream_first_byte_timeout, false",
        "simulated-slow-body, upstream_first_byte_timeout, false",
        "simulated-idle, upstream_idle_timeout, true",
        "simulated-cut, upstream_truncated, true",
        "simulated-cut-with-length, upstream_truncated, true",
        "simulated-reset, upstream_truncated, true",
        "simulated-eof, upstream_truncated, true",
        "simulated-truncate, upstream_truncated, true",
        "simulated-half-character, upstream_truncated, true",
        "simulated-error-object, upstream_error, true",
        "simulated-fail-midway, upstream_error, true",
        "simulated-huge-line, upstream_protocol, true",
        "simulated-not-json, upstream_protocol, true",
        "simulated-json-error, upstream_error, false",
        "simulated-400, upstream_rejected, false",
        "simulated-401, upstream_unauthorized, false",
        "simulated-404, upstream_rejected, false",
        "simulated-429, upstream_rate_limited, false",
        "simulated-429-long, upstream_rate_limited, false",
        "simulated-500, upstream_unavailable, false",
        "simulated-fail-before-first, upstream_unavailable, false",
        "simulated-503, upstream_unavailable, false",
        "simulated-529, upstream_unavailable, false",
        "simulated-redirect, upstream_rejected, false"
    })
    void hasTheRightEndInBothDialects(String model, String end, boolean withText) throws InterruptedException {
        // When
        Duration patience = end.endsWith("_timeout") ? SHORT : LONG;
        StreamOutcome openAi = complete(new OpenAiDialect(), server.openAiBaseUrl(), model, patience);
        List<String> openAiText = List.copyOf(deltas);
        StreamOutcome anthropic =
                complete(new AnthropicDialect("2023-06-01"), server.anthropicBaseUrl(), model, patience);

        // Then
        assertThat(endOf(openAi)).isEqualTo(end);
        assertThat(endOf(anthropic)).isEqualTo(end);
        assertThat(deltas).isEqualTo(openAiText);
        assertThat(!deltas.isEmpty()).isEqualTo(withText);
        assertThat(String.join("", deltas)).doesNotContain("\uFFFD");
        assertThat(List.of(openAi, anthropic).toString()).doesNotContain(KEY.value());
        assertThat(journal).extracting(JournalEntry::requestId).containsOnly("execution-9.3");
        assertThat(waits)
                .allMatch(wait -> model.equals("simulated-429") == wait.equals(Duration.ofSeconds(1))
                        || wait.equals(Duration.ofMillis(500)));
    }

    private StreamOutcome complete(Dialect dialect, URI baseUrl, String model, Duration patience)
            throws InterruptedException {
        deltas.clear();
        HttpConfig config = new HttpConfig(
                "p", baseUrl, KEY, new KnownKeys(List.of(KEY)), 2, new Timeouts(LONG, patience, patience, LONG));
        try (HttpRunner runner = new HttpRunner(dialect, config, waits::add, () -> Instant.EPOCH)) {
            return runner.complete(
                    new ModelCall(
                            TestCompletions.completion()
                                    .setExecutionId("execution-9")
                                    .build(),
                            model,
                            3),
                    deltas::add);
        }
    }

    private static String endOf(StreamOutcome outcome) {
        return switch (outcome) {
            case Completed completed -> completed.finishReason();
            case Failed failed -> failed.code().word();
            case TimedOut late -> late.code().word();
        };
    }
}
