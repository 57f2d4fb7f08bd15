package dev.writ.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.http.LoopbackServer.Script;
import dev.writ.worker.http.LoopbackServer.Wire;
import dev.writ.worker.keys.KnownKeys;
import dev.writ.worker.openai.OpenAiDialect;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.provider.StreamOutcome.TimedOut;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRunnerTest {

    private static final String KEY = "sk-very-secret";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG);

    private final List<String> deltas = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    @Test
    void handsTheTextOnAndEndsWithTheFinishReasonAndTheUsage() throws InterruptedException {
        // Given
        Script script = wire -> wire.streamHead()
                .raw(": hello\r\n\r\n")
                .delta("Grü")
                .delta("ße")
                .finish("stop")
                .usage(7, 2)
                .done();

        // When
        StreamOutcome outcome = complete(PATIENT, script);

        // Then
        assertThat(deltas).containsExactly("Grü", "ße");
        assertThat(outcome).isEqualTo(new Completed("stop", new Usage(7, 2, UsageSource.PROVIDER)));
    }

    @Test
    void asksInTheDialectWithTheKeyAsBearer() throws InterruptedException, JsonProcessingException {
        // Given
        CompletionRequested request = TestCompletions.completion("model-x");
        try (LoopbackServer server = new LoopbackServer(
                        wire -> wire.streamHead().finish("stop").done());
                HttpRunner provider = provider(server.baseUrl(), PATIENT, 1)) {

            // When
            StreamOutcome _ = provider.complete(ModelCall.first(request, "model-x"), deltas::add);

            // Then
            LoopbackServer.Call call = server.calls().getFirst();
            JsonNode body = new ObjectMapper().readTree(call.body());
            assertThat(call.head()).startsWith("POST /v1/chat/completions HTTP/1.1");
            assertThat(call.header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(body.path("model").textValue()).isEqualTo("model-x");
            assertThat(body.path("stream").booleanValue()).isTrue();
            assertThat(body.at("/stream_options/include_usage").booleanValue()).isTrue();
            assertThat(body.path("temperature").doubleValue()).isEqualTo(0.5);
            assertThat(body.path("max_tokens").intValue()).isEqualTo(2000);
            assertThat(body.at("/messages/1/role").textValue()).isEqualTo("user");
            assertThat(body.at("/messages/1/content").textValue()).isEqualTo("What is an event?");
        }
    }

    @Test
    void tellsTheProviderOfTheTraceOnlyIfThereIsOne() throws InterruptedException {
        // Given
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        CompletionRequested request = TestCompletions.completion("m");
        try (LoopbackServer server = new LoopbackServer(
                        wire -> wire.streamHead().finish("stop").done(),
                        wire -> wire.streamHead().finish("stop").done());
                HttpRunner provider = provider(server.baseUrl(), PATIENT, 1)) {

            // When
            StreamOutcome _ = provider.complete(new ModelCall(request, "m", 1, trace), deltas::add);
            StreamOutcome _ = provider.complete(ModelCall.first(request, "m"), deltas::add);

            // Then
            assertThat(server.calls().getFirst().head()).contains("traceparent: " + trace);
            assertThat(server.calls().getLast().head()).doesNotContain("traceparent");
        }
    }

    @Test
    void puttingACharacterInTwoPacketsKeepsItWhole() throws InterruptedException {
        // Given
        Script script = wire -> {
            wire.streamHead();
            for (byte b :
                    "data: {\"choices\":[{\"delta\":{\"content\":\"🌍\"}}]}\n\n".getBytes(StandardCharsets.UTF_8)) {
                wire.raw(new byte[] {b});
            }
            wire.finish("stop").done();
        };

        // When
        StreamOutcome outcome = complete(PATIENT, script);

        // Then
        assertThat(deltas).containsExactly("🌍");
        assertThat(outcome).isInstanceOf(Completed.class);
    }

    @Test
    void takesAStreamWithoutAFinishReasonAsTruncatedEvenWhenItIsDone() throws InterruptedException {
        // When
        StreamOutcome done =
                complete(PATIENT, wire -> wire.streamHead().delta("half").done());
        StreamOutcome closed = complete(PATIENT, wire -> wire.streamHead().delta("half"));

        // Then
        assertFailed(done, ErrorCode.UPSTREAM_TRUNCATED);
        assertFailed(closed, ErrorCode.UPSTREAM_TRUNCATED);
    }

    @Test
    void takesAConnectionThatIsCutAsTruncated() throws InterruptedException {
        // Given: a chunk is announced that never comes whole
        Script script = wire -> wire.raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\ndata: {");

        // When
        StreamOutcome outcome = complete(PATIENT, script);

        // Then
        assertFailed(outcome, ErrorCode.UPSTREAM_TRUNCATED);
    }

    @Test
    void completesWhenTheConnectionIsCutBehindTheFinishReason() throws InterruptedException {
        // When
        StreamOutcome outcome =
                complete(PATIENT, wire -> wire.streamHead().delta("all").finish("length"));

        // Then
        assertThat(outcome).isEqualTo(new Completed("length", null));
    }

    @Test
    void reportsAnErrorInsideOfAStreamWithoutTheKeyAndWithoutARepetition() throws InterruptedException {
        // When
        StreamOutcome outcome = complete(
                PATIENT,
                wire -> wire.streamHead()
                        .delta("half")
                        .event("{\"error\":{\"type\":\"busy\",\"message\":\"overloaded, " + KEY + "\"}}"));

        // Then
        assertThat(outcome)
                .isEqualTo(new Failed(
                        ErrorCode.UPSTREAM_ERROR,
                        "the provider reported an error in its stream (busy)",
                        "overloaded, [key]",
                        null));
        assertThat(waits).isEmpty();
    }

    @Test
    void reportsAnErrorThatComesAsJsonUnderStatus200() throws InterruptedException {
        // When
        StreamOutcome outcome = complete(PATIENT, wire -> wire.status(200, "", "{\"error\":\"no such model\"}"));

        // Then
        assertThat(outcome)
                .isEqualTo(
                        new Failed(ErrorCode.UPSTREAM_ERROR, "the provider reported an error", "no such model", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'invalid_request_error' | 'context.length-exceeded' | (invalid_request_error, context.length-exceeded)",
                "'BadRequest' | 400 | (BadRequest, 400)",
                "'the prompt' | null | ''",
                "'the prompt' | 'same' | (same)",
                "'same' | 'same' | (same)",
                "'' | {} | ''"
            })
    void keepsAProvidersWordsOutOfItsMessageUnlessTheyAreOneEach(String type, String code, String named)
            throws InterruptedException {
        // Given
        String body = "{\"error\":{\"message\":\"Bad: 'the prompt'\",\"type\":\"%s\",\"code\":%s}}"
                .formatted(type, code.matches("[a-z].*") && !code.equals("null") ? '"' + code + '"' : code);

        // When
        StreamOutcome outcome = complete(PATIENT, wire -> wire.status(400, "", body));

        // Then
        assertThat(outcome)
                .isEqualTo(new Failed(
                        ErrorCode.UPSTREAM_REJECTED,
                        ("the provider answered 400 " + named).strip(),
                        "Bad: 'the prompt'",
                        null));
    }

    @Test
    void repeatsInItsMessageNothingOfAnAnswerThatIsNoHttp() throws InterruptedException {
        // When
        StreamOutcome outcome = complete(PATIENT, wire -> wire.raw("the prompt\r\n\r\n"));

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
            assertThat(failed.message())
                    .startsWith("the provider cannot be reached: ")
                    .doesNotContain("prompt");
            assertThat(failed.said()).contains("the prompt");
        });
    }

    @Test
    void takesASentenceForNoFinishReason() throws InterruptedException {
        // When
        StreamOutcome outcome =
                complete(PATIENT, wire -> wire.streamHead().finish("the prompt").done());

        // Then
        assertThat(outcome).isEqualTo(new Completed("other", null));
    }

    @ParameterizedTest
    @CsvSource({
        "400, UPSTREAM_REJECTED",
        "401, UPSTREAM_UNAUTHORIZED",
        "403, UPSTREAM_FORBIDDEN",
        "404, UPSTREAM_REJECTED",
        "429, UPSTREAM_RATE_LIMITED",
        "500, UPSTREAM_UNAVAILABLE",
        "503, UPSTREAM_UNAVAILABLE"
    })
    void namesARefusalByItsStatusAndNeverRepeatsTheKey(int status, ErrorCode code) throws InterruptedException {
        // Given
        Script script = wire -> wire.status(status, "", "{\"error\":{\"message\":\"wrong key " + KEY + "\"}}");

        // When
        StreamOutcome outcome = complete(PATIENT, script, script, script);

        // Then
        assertFailed(outcome, code);
        assertThat(outcome.toString()).doesNotContain(KEY);
    }

    @Test
    void doesNotFollowARedirect() throws InterruptedException {
        // When
        StreamOutcome outcome = complete(PATIENT, wire -> wire.status(307, "Location: /elsewhere\r\n", ""));

        // Then
        assertFailed(outcome, ErrorCode.UPSTREAM_REJECTED);
    }

    @Test
    void asksAgainAfterTheTimeThatARateLimitNames() throws InterruptedException {
        // When
        StreamOutcome outcome = complete(
                PATIENT,
                wire -> wire.status(429, "Retry-After: 3\r\n", "{}"),
                wire -> wire.status(503, "", "{}"),
                wire -> wire.streamHead().delta("ok").finish("stop").done());

        // Then
        assertThat(outcome).isEqualTo(new Completed("stop", null));
        assertThat(waits).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitForARateLimitBeyondTheTotalTime() throws InterruptedException {
        // When
        StreamOutcome outcome =
                complete(PATIENT, wire -> wire.status(429, "Retry-After: 25\r\n", "{}"), wire -> wire.streamHead());

        // Then
        assertFailed(outcome, ErrorCode.UPSTREAM_RATE_LIMITED);
        assertThat(waits).isEmpty();
    }

    @Test
    void triesAgainWhenNobodyListens() throws InterruptedException {
        // Given
        LoopbackServer gone = new LoopbackServer();
        gone.close();
        try (HttpRunner provider = provider(gone.baseUrl(), PATIENT, 3)) {

            // When
            StreamOutcome outcome =
                    provider.complete(ModelCall.first(TestCompletions.completion("m"), "m"), deltas::add);

            // Then
            assertFailed(outcome, ErrorCode.UPSTREAM_UNREACHABLE);
            assertThat(waits).hasSize(2);
        }
    }

    @Test
    void timesOutByTheLimitThatIsPassedFirst() throws InterruptedException {
        // When
        StreamOutcome noHead = complete(new Timeouts(LONG, SHORT, LONG, LONG), Wire::hang);
        StreamOutcome noBody = complete(
                new Timeouts(LONG, SHORT, LONG, LONG), wire -> wire.streamHead().hang());
        StreamOutcome idle = complete(
                new Timeouts(LONG, LONG, SHORT, LONG),
                wire -> wire.streamHead().delta("a").hang());
        StreamOutcome total = complete(new Timeouts(LONG, LONG, LONG, SHORT), HttpRunnerTest::dribble);

        // Then
        assertTimedOut(noHead, ErrorCode.UPSTREAM_FIRST_BYTE_TIMEOUT);
        assertTimedOut(noBody, ErrorCode.UPSTREAM_FIRST_BYTE_TIMEOUT);
        assertTimedOut(idle, ErrorCode.UPSTREAM_IDLE_TIMEOUT);
        assertTimedOut(total, ErrorCode.UPSTREAM_TOTAL_TIMEOUT);
    }

    @Test
    void refusesAHugeLineAndWhatIsNotJson() throws InterruptedException {
        // When
        StreamOutcome huge = complete(PATIENT, wire -> wire.streamHead().raw("data: " + "x".repeat(300 * 1024)));
        StreamOutcome noJson = complete(PATIENT, wire -> wire.streamHead().event("<html>"));

        // Then
        assertFailed(huge, ErrorCode.UPSTREAM_PROTOCOL);
        assertFailed(noJson, ErrorCode.UPSTREAM_PROTOCOL);
    }

    @Test
    void neverShowsTheKey() {
        // Given
        HttpConfig config = config(URI.create("http://127.0.0.1:1/v1"), PATIENT, 1);

        // When, Then
        assertThat(config.toString()).doesNotContain(KEY);
    }

    private StreamOutcome complete(Timeouts timeouts, Script... scripts) throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(Arrays.copyOf(scripts, scripts.length));
                HttpRunner provider = provider(server.baseUrl(), timeouts, 3)) {
            return provider.complete(ModelCall.first(TestCompletions.completion("m"), "m"), deltas::add);
        }
    }

    private HttpRunner provider(URI baseUrl, Timeouts timeouts, int maxAttempts) {
        return new HttpRunner(
                new OpenAiDialect(), config(baseUrl, timeouts, maxAttempts), waits::add, () -> Instant.EPOCH);
    }

    private static HttpConfig config(URI baseUrl, Timeouts timeouts, int maxAttempts) {
        Password key = new Password(KEY);
        return new HttpConfig("openai", baseUrl, key, new KnownKeys(List.of(key)), maxAttempts, timeouts);
    }

    /** Shows life without an end. */
    private static void dribble(Wire wire) throws IOException {
        wire.streamHead();
        while (true) {
            wire.raw(": still here\n\n");
        }
    }

    private static void assertFailed(StreamOutcome outcome, ErrorCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
    }

    private static void assertTimedOut(StreamOutcome outcome, ErrorCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, late -> assertThat(late.code()).isEqualTo(code));
    }
}
