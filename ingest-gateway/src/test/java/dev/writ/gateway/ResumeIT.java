package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.gateway.StreamReader.Told;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers that leave one gateway at any point of a stream and go on at another. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class ResumeIT extends GatewayTests {

    private static final int EVENTS = 30;

    private GatewayFixture other;

    @BeforeAll
    void startOther() {
        other = another();
    }

    @Test
    void continuesBehindEveryEventAfterTheEnd() {
        // Given
        String url = chat("after");
        IntStream.range(0, EVENTS).forEach(seq -> emit(url, 1, seq));
        List<Told> whole = readAll(gateway, url);
        assertThat(whole).hasSize(EVENTS);

        for (int cut = 0; cut < EVENTS - 1; cut++) {
            // When
            List<Told> rest = resume(other, url, whole.get(cut).id());

            // Then
            assertThat(rest).isEqualTo(whole.subList(cut + 1, EVENTS));
        }
        assertThat(statusBehind(other, url, whole.getLast().id())).isEqualTo(204);
    }

    @Test
    void continuesBehindEveryEventBeforeTheEnd() {
        // Given
        String url = chat("before");
        int soFar = 20;
        IntStream.range(0, soFar).forEach(seq -> emit(url, 1, seq));
        List<StreamReader> readers = new ArrayList<>();
        List<Told> beginning;
        try (StreamReader reader = new StreamReader(gateway, url)) {
            beginning = reader.read(soFar);
        }
        beginning.forEach(told -> readers.add(StreamReader.behind(other, url, told.id())));

        // When
        IntStream.range(soFar, EVENTS).forEach(seq -> emit(url, 1, seq));

        // Then
        List<Told> whole = readAll(gateway, url);
        for (int cut = 0; cut < soFar; cut++) {
            try (StreamReader reader = readers.get(cut)) {
                assertThat(reader.rest()).isEqualTo(whole.subList(cut + 1, EVENTS));
            }
        }
    }

    @Test
    void continuesBehindEveryEventWhileTheStreamIsWritten() throws InterruptedException, ExecutionException {
        // Given
        String url = chat("during");
        List<Future<List<Told>>> readings = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            for (int cut = 1; cut < EVENTS; cut++) {
                int count = cut;
                readings.add(threads.submit(() -> {
                    List<Told> all = new ArrayList<>();
                    try (StreamReader reader = new StreamReader(gateway, url)) {
                        all.addAll(reader.read(count));
                    }
                    all.addAll(resume(other, url, all.getLast().id()));
                    return all;
                }));
            }
            IntStream.range(0, EVENTS).forEach(seq -> emit(url, 1, seq));
        }

        // Then
        List<Told> whole = readAll(other, url);
        for (Future<List<Told>> reading : readings) {
            assertThat(reading.get()).isEqualTo(whole);
        }
    }

    @Test
    void resetsAReaderOnceWhenAnotherAttemptTakesOver() {
        // Given
        String url = chat("takeover");
        String execution = GatewayFixture.executionOf(url);
        topology.emit(execution, 1, 0, Fakes.started(), Fakes.delta("lost"));
        try (StreamReader connected = new StreamReader(gateway, url)) {
            List<Told> beginning = connected.read(2);

            // When
            topology.emit(execution, 1, 2, Fakes.ended(StreamEnd.SUPERSEDED, 1));
            topology.emit(execution, 2, 0, Fakes.started(), Fakes.delta("whole"), Fakes.ended(StreamEnd.COMPLETED, 1));

            // Then
            List<Told> rest = connected.rest();
            assertThat(rest.stream().map(Told::name))
                    .containsExactly("streaming:reset", "streaming:start", "streaming:update", "streaming:complete");
            assertThat(rest.getFirst().data())
                    .isEqualTo("{\"id\":\"" + execution + "\",\"attempt\":2,\"reason\":\"superseded\"}");
            assertThat(rest.getLast().data()).contains("\"content\":\"whole\"");
            beginning.forEach(told -> assertThat(resume(other, url, told.id())).isEqualTo(rest));
            assertThat(resume(other, url, rest.getFirst().id())).isEqualTo(rest.subList(1, 4));
        }
    }

    @Test
    void refusesTheCursorOfAnotherExecution() {
        // Given
        String url = chat("mine");
        RecordMetadata mine = emit(url, 1, 0);
        IntStream.range(1, 3).forEach(seq -> emit(url, 1, seq));
        // In the same partition: an offset of another one may lie before what this one still keeps, and would be
        // expired.
        RecordMetadata written = Stream.generate(() -> emit(chat("other"), 1, 0))
                .filter(record -> record.partition() == mine.partition())
                .findFirst()
                .orElseThrow();

        // When
        Reply othersOffset = other.get(url, "Last-Event-ID", "1.0." + written.offset());
        Reply noOffset = other.get(url, "Last-Event-ID", "1.0.999999");
        Reply malformed = other.get(url, "Last-Event-ID", "yesterday");
        String id;
        try (StreamReader reader = new StreamReader(gateway, url)) {
            id = reader.read(1).getFirst().id();
        }
        Reply wrongSeq = other.get(url, "Last-Event-ID", id.replace("1.0.", "1.1."));

        // Then
        assertThat(othersOffset.status()).isEqualTo(404);
        assertThat(othersOffset.text("/code")).isEqualTo("cursor_unknown");
        assertThat(noOffset.status()).isEqualTo(404);
        assertThat(wrongSeq.status()).isEqualTo(404);
        assertThat(malformed.status()).isEqualTo(400);
    }

    @Test
    void tellsTheStoredTextOnceTheTokensAreGone() {
        // Given
        String url = chat("retention");
        String execution = GatewayFixture.executionOf(url);
        IntStream.range(0, EVENTS - 1).forEach(seq -> emit(url, 1, seq));
        RecordMetadata last = emit(url, 1, EVENTS - 1);
        List<Told> whole = readAll(gateway, url);
        topology.publish(Topics.TEXTS, execution, text(execution));
        topology.publish(Topics.EXECUTIONS, execution, Fakes.finished(execution, ExecutionStatus.COMPLETED, null));
        topology.expire(last);

        try (GatewayFixture third = new GatewayFixture(cluster)) {
            // When
            List<Told> stored = resume(third, url, whole.get(3).id());

            // Then
            assertThat(stored.stream().map(Told::name))
                    .containsExactly("streaming:reset", "streaming:update", "streaming:complete");
            assertThat(stored.get(1).data()).contains("\"delta\":\"the whole text\"");
            assertThat(stored.get(2).data()).contains("\"content\":\"the whole text\"");
            assertThat(resume(third, url, stored.get(0).id())).isEqualTo(stored.subList(1, 3));
            assertThat(resume(third, url, stored.get(1).id())).isEqualTo(stored.subList(2, 3));
            assertThat(statusBehind(third, url, stored.get(2).id())).isEqualTo(204);
            assertThat(statusBehind(third, url, whole.getLast().id())).isEqualTo(204);
            assertThat(readAll(third, url)).isEqualTo(stored.subList(1, 3));
            assertThat(statusBehind(third, url, "2.0.stored")).isEqualTo(404);
        }
    }

    @Test
    void saysThatNothingIsLeftWhenTokensAndTextAreGone() {
        // Given
        String url = chat("nothing");
        String execution = GatewayFixture.executionOf(url);
        RecordMetadata last = emit(url, 1, 0);
        List<Told> start;
        try (StreamReader reader = new StreamReader(gateway, url)) {
            start = reader.read(1);
        }
        topology.expire(last);

        try (GatewayFixture third = new GatewayFixture(cluster)) {
            // When
            Reply running = third.get(url, "Last-Event-ID", start.getFirst().id());
            topology.publish(Topics.EXECUTIONS, execution, Fakes.finished(execution, ExecutionStatus.COMPLETED, null));
            await().until(() ->
                    third.get("/api/executions/" + execution).text("/status").equals("completed"));
            List<Told> ended = resume(third, url, start.getFirst().id());

            // Then
            assertThat(running.status()).isEqualTo(410);
            assertThat(running.text("/code")).isEqualTo("tokens_expired");
            assertThat(ended.getLast().name()).isEqualTo("streaming:error");
            assertThat(ended.getLast().data()).contains("\"error\":\"tokens_expired\"");
            assertThat(statusBehind(third, url, ended.getLast().id())).isEqualTo(204);
        }
    }

    /** A stream that both gateways know. */
    private String chat(String session) {
        String url = gateway.chat("intern", "r-" + session).text("/stream_url");
        other.awaitStream(url);
        return url;
    }

    private RecordMetadata emit(String url, int attempt, long seq) {
        return topology.emit(GatewayFixture.executionOf(url), attempt, seq, body(seq));
    }

    /** A start, texts with a tool call of each kind among them, and an end. */
    private static SpecificRecord body(long seq) {
        return switch ((int) seq) {
            case 0 -> Fakes.started();
            case 10 -> new ToolCallAllowed(0, new ToolCall("c1", "search", "{}"), "d1");
            case 11 -> new ToolCallWithheld(1, "c2", "delete", "d2", "not yet");
            case EVENTS - 1 -> Fakes.ended(StreamEnd.COMPLETED, EVENTS - 2);
            default -> Fakes.delta("t" + seq + " ");
        };
    }

    private static CompletionText text(String execution) {
        return CompletionText.newBuilder()
                .setExecutionId(execution)
                .setAttempt(1)
                .setUserId("u1")
                .setSessionId("r-retention")
                .setModel("model-1")
                .setText("the whole text")
                .setEnded(Fakes.ended(StreamEnd.COMPLETED, EVENTS - 2))
                .setOccurredAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }

    private static List<Told> readAll(GatewayFixture at, String url) {
        try (StreamReader reader = new StreamReader(at, url)) {
            return reader.rest();
        }
    }

    private static List<Told> resume(GatewayFixture at, String url, String id) {
        try (StreamReader reader = StreamReader.behind(at, url, id)) {
            return reader.rest();
        }
    }

    private static int statusBehind(GatewayFixture at, String url, String id) {
        return at.get(url, "Last-Event-ID", id).status();
    }
}
