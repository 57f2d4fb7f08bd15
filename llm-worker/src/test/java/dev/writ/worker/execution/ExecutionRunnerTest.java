package dev.writ.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.control.Stops;
import dev.writ.worker.meter.CallWatch;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.AttemptRunner;
import dev.writ.worker.tool.ToolVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ExecutionRunnerTest {

    private static final int MAX_ATTEMPTS = 5;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final CompletionRequested request = TestCompletions.completion("m");
    private volatile Duration timeOfEachSend = Duration.ZERO;
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> sent, Callback callback) {
                    letPass(timeOfEachSend);
                    return super.send(sent, callback);
                }
            };
    private volatile Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void publishesNoEndOfAnAttemptThatWasSupersededWhileTheWorkerStoodStill() throws InterruptedException {
        // Given: another worker, which ended the attempt in favour of its own before this one wrote its last events
        AttemptHistory superseded = new AttemptHistory();
        superseded.add(event(1, end(StreamEnd.SUPERSEDED)));

        // When
        run(
                (_, _) -> {
                    tokens().forEach(superseded::add);
                    return superseded;
                },
                Duration.ofSeconds(15),
                false);

        // Then
        assertThat(topics()).isNotEmpty().containsOnly(Topics.TOKENS.name());
    }

    @Test
    void publishesTheEndThatCountsAfterTheWorkerStoodStill() throws InterruptedException {
        // When
        run((_, _) -> written(), Duration.ofSeconds(15), false);

        // Then
        assertThat(topics()).endsWith(Topics.TOKENS.name(), Topics.TEXTS.name(), Topics.EXECUTIONS.name());
    }

    @Test
    void doesNotReadTheTopicWhereTheQueueCameRoundAllTheTime() throws InterruptedException {
        // When
        run(
                (_, _) -> {
                    throw new AssertionError("nobody has to know");
                },
                Duration.ofSeconds(4),
                false);

        // Then
        assertThat(topics()).endsWith(Topics.TOKENS.name(), Topics.TEXTS.name(), Topics.EXECUTIONS.name());
    }

    @Test
    void publishesAnEndThatCameJustBeforeTheAttemptWasSuperseded() throws InterruptedException {
        // Given: an attempt that is open at the first look
        AttemptHistory open = new AttemptHistory();
        open.add(event(
                0,
                StreamStarted.newBuilder()
                        .setProvider("p")
                        .setModel("m")
                        .setAgentId("helper")
                        .setAgentName("Helper")
                        .setUserId("user-1")
                        .setSessionId("session-1")
                        .build()));
        AttemptHistory ended = new AttemptHistory();
        ended.add(event(1, end(StreamEnd.COMPLETED)));
        Iterator<AttemptHistory> looks = List.of(open, ended).iterator();

        // When
        run((_, _) -> looks.next(), Duration.ZERO, true);

        // Then
        assertThat(topics()).containsExactly(Topics.TOKENS.name(), Topics.TEXTS.name(), Topics.EXECUTIONS.name());
    }

    @Test
    void callsNobodyAfterItStoodStillAsAnotherWorkerMayHave() {
        // Given
        History standingStill = (_, _) -> {
            letPass(Duration.ofSeconds(15));
            return new AttemptHistory();
        };

        // Then
        assertThatThrownBy(() -> run(standingStill, Duration.ZERO, true))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("stood still");
        assertThat(topics()).isEmpty();
    }

    @Test
    void callsNobodyAfterItStoodStillWhileTheStartOfTheAttemptWasOnItsWay() {
        // Given
        timeOfEachSend = Duration.ofSeconds(15);

        // Then
        assertThatThrownBy(() -> run((_, _) -> new AttemptHistory(), Duration.ZERO, false))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("stood still");
        assertThat(tokens()).extracting(TokenEvent::getBody).hasOnlyElementsOfType(StreamStarted.class);
    }

    @Test
    void remembersAStandstillThatIsOverWhenTheAttemptEnds() {
        // Given
        Instant begun = now;
        now = begun.plusSeconds(6);
        pulse.beat();

        // Then
        assertThat(pulse.stoppedSince(begun)).isTrue();
        assertThat(pulse.stoppedSince(now.plusMillis(1))).isFalse();
    }

    private TokenEvent event(long seq, Object body) {
        return TokenEvent.newBuilder()
                .setExecutionId(request.getExecutionId())
                .setAttempt(1)
                .setSeq(seq)
                .setOccurredAt(now)
                .setBody(body)
                .build();
    }

    private static StreamEnded end(StreamEnd status) {
        return StreamEnded.newBuilder()
                .setStatus(status)
                .setLastSeq(0)
                .setTextSha256("00")
                .build();
    }

    /**
     * @param standstill how long the process stands still while its provider answers
     * @param mayBeRepeated whether the topic is looked at before
     */
    private void run(History history, Duration standstill, boolean mayBeRepeated) throws InterruptedException {
        EventPublisher publisher = new EventPublisher(producer, registry, () -> now);
        CompletionProvider provider = new StandingStill(standstill);
        AttemptRunner attempts =
                new AttemptRunner(provider, publisher, () -> now, (wanted, running) -> new ToolVerdict.Allowed("d"));
        byte[] value = new AvroSerializer<CompletionRequested>(registry).serialize(Topics.COMPLETIONS.name(), request);
        ConsumerRecord<byte[], byte[]> asked =
                new ConsumerRecord<>(Topics.COMPLETIONS.name(), 0, 0, new byte[] {1}, value);
        MeterRegistry meters = new SimpleMeterRegistry();
        new ExecutionRunner(
                        registry,
                        attempts,
                        history,
                        publisher,
                        () -> now,
                        new Stops(() -> now),
                        pulse,
                        meters,
                        new ModelMeters(meters),
                        new CallWatch(registry, meters, () -> now, System::nanoTime),
                        Tracing.OFF,
                        MAX_ATTEMPTS)
                .run(new Delivery(asked, mayBeRepeated));
    }

    private synchronized void letPass(Duration time) {
        now = now.plus(time);
    }

    private List<String> topics() {
        return producer.history().stream().map(ProducerRecord::topic).toList();
    }

    private AttemptHistory written() {
        AttemptHistory history = new AttemptHistory();
        tokens().forEach(history::add);
        return history;
    }

    private List<TokenEvent> tokens() {
        AvroDeserializer<TokenEvent> deserializer = new AvroDeserializer<>(TokenEvent.class, registry);
        return producer.history().stream()
                .filter(sent -> sent.topic().equals(Topics.TOKENS.name()))
                .map(sent -> Objects.requireNonNull(deserializer.deserialize(sent.topic(), sent.value())))
                .toList();
    }

    /** Says one word, and lets time pass without a beat. */
    private final class StandingStill implements CompletionProvider {

        private final Duration standstill;

        private StandingStill(Duration standstill) {
            this.standstill = standstill;
        }

        @Override
        public ModelRef plan(CompletionRequested asked) {
            return new ModelRef("standing-still", "m");
        }

        @Override
        public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
            sink.accept("Hello");
            letPass(standstill);
            return new StreamOutcome.Completed("stop", null);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
