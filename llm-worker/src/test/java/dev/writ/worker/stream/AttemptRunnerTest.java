package dev.writ.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.control.RunningExecution;
import dev.writ.worker.control.Stop;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.tool.ToolVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AttemptRunnerTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final StreamOutcome STOPPED = new StreamOutcome.Completed("stop", null);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Completion completion = new Completion(TestCompletions.completion("m"), TRACEPARENT, 5_000);

    private final RunningExecution running = RunningExecution.alone(completion.request());

    /** A provider as one function. */
    private interface Script {
        StreamOutcome run(DeltaSink sink) throws InterruptedException;
    }

    @Test
    void estimatesTheUsageThatTheProviderDoesNotGive() throws InterruptedException {
        // Given
        MockProducer<byte[], byte[]> producer = producer(true);

        // When
        EndedAttempt ended = run(producer, sink -> {
            sink.accept("123456789");
            return STOPPED;
        });

        // Then: 9 + 17 characters in, 9 out, four to a token
        assertThat(ended.ended().getUsage()).contains(new Usage(7, 3, UsageSource.ESTIMATED));
        assertThat(ended.ended().getTtftMs()).isPresent();
    }

    @Test
    void countsNothingWhereTheModelGaveNothing() throws InterruptedException {
        // When
        EndedAttempt ended = run(producer(true), sink -> {
            throw new IllegalStateException("a bug");
        });

        // Then
        assertThat(ended.ended().getStatus()).isEqualTo(StreamEnd.FAILED);
        assertThat(ended.ended().getErrorCode()).contains("provider_failed");
        assertThat(ended.ended().getUsage()).isEmpty();
        assertThat(ended.ended().getTtftMs()).isEmpty();
        assertThat(ended.ended().getLastSeq()).isZero();
    }

    @Test
    void sendsWhatHasWaitedWhileTheProviderIsSilent() throws InterruptedException, ExecutionException {
        // Given
        CountDownLatch silence = new CountDownLatch(1);
        MockProducer<byte[], byte[]> producer = producer(true);

        // When
        FutureTask<EndedAttempt> attempt = inBackground(producer, sink -> {
            sink.accept("first");
            sink.accept("second");
            sink.accept("third");
            silence.await();
            return STOPPED;
        });

        // Then
        await().until(() -> producer.history().size() == 3);
        assertThat(((TokenDelta) events(producer).getLast().getBody()).getText())
                .isEqualTo("secondthird");
        silence.countDown();
        assertThat(attempt.get().ended().getLastSeq()).isEqualTo(2);
    }

    @Test
    void sendsTheEndOnlyWhenAllBeforeItIsDurable() throws InterruptedException, ExecutionException {
        // Given
        MockProducer<byte[], byte[]> producer = producer(false);

        // When
        FutureTask<EndedAttempt> attempt = inBackground(producer, sink -> {
            sink.accept("text");
            return STOPPED;
        });

        await().until(producer::completeNext); // the start

        // Then
        await().until(() -> producer.history().size() == 2);
        assertThat(events(producer)).extracting(TokenEvent::getBody).noneMatch(StreamEnded.class::isInstance);
        producer.completeNext();
        await().until(() -> producer.history().size() == 3);
        producer.completeNext();
        assertThat(attempt.get().ended().getStatus()).isEqualTo(StreamEnd.COMPLETED);
    }

    @Test
    void callsNobodyWhereItsStartCannotBeMadeDurable() throws InterruptedException {
        // Given
        MockProducer<byte[], byte[]> producer = producer(false);
        AtomicBoolean called = new AtomicBoolean();
        FutureTask<EndedAttempt> attempt = inBackground(producer, sink -> {
            called.set(true);
            return STOPPED;
        });

        // When
        await().until(() -> producer.history().size() == 1);
        producer.errorNext(new KafkaException("the broker is gone"));

        // Then
        assertThatThrownBy(attempt::get).hasRootCauseMessage("the broker is gone");
        assertThat(events(producer)).extracting(TokenEvent::getBody).hasOnlyElementsOfType(StreamStarted.class);
        assertThat(called).isFalse();
    }

    @Test
    void failsVisiblyWhenAnEventCannotBeWritten() {
        // Given
        MockProducer<byte[], byte[]> producer = producer(false);
        FutureTask<EndedAttempt> attempt = inBackground(producer, sink -> {
            sink.accept("text");
            return STOPPED;
        });
        await().until(producer::completeNext);

        // When
        await().until(() -> producer.errorNext(new KafkaException("the broker is gone")));

        // Then
        assertThatThrownBy(attempt::get).hasRootCauseMessage("the broker is gone");
        assertThat(events(producer)).extracting(TokenEvent::getBody).noneMatch(StreamEnded.class::isInstance);
    }

    @Test
    void sendsWhatCameBeforeAStopAndNothingAfterIt() throws InterruptedException, ExecutionException {
        // Given
        CountDownLatch said = new CountDownLatch(1);
        MockProducer<byte[], byte[]> producer = producer(true);
        FutureTask<EndedAttempt> attempt = inBackground(producer, sink -> {
            sink.accept("first, ");
            sink.accept("second, ");
            said.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                sink.accept("third");
                throw e;
            }
            return STOPPED;
        });
        said.await();

        // When
        boolean _ = running.stopped().complete(new Stop("orphaned", "nobody reads", "gateway-1"));
        boolean _ = running.stopped().complete(new Stop("cancelled_by_client", "too late", "user-1"));

        // Then
        StreamEnded ended = attempt.get().ended();
        assertThat(attempt.get().answer().text()).isEqualTo("first, second, third");
        assertThat(ended.getStatus()).isEqualTo(StreamEnd.CANCELLED);
        assertThat(ended.getErrorCode()).contains("orphaned");
        assertThat(ended.getStoppedBy()).contains("gateway-1");
        assertThat(ended.getLastSeq()).isEqualTo(2);
        assertThat(events(producer)).hasSize(4);
    }

    @Test
    void neverDatesARecordBeforeTheOneItFollowsFrom() throws InterruptedException {
        // Given: a clock that is behind
        MockProducer<byte[], byte[]> producer = producer(true);

        // When
        EndedAttempt _ = run(producer, sink -> STOPPED);

        // Then
        assertThat(producer.history())
                .allSatisfy(sent -> assertThat(sent.timestamp()).isEqualTo(5_000));
    }

    private EndedAttempt run(MockProducer<byte[], byte[]> producer, Script script) throws InterruptedException {
        EventPublisher publisher = new EventPublisher(producer, registry, () -> Instant.EPOCH);
        return new AttemptRunner(
                        new ScriptedProvider(script),
                        publisher,
                        () -> Instant.EPOCH,
                        (wanted, running) -> new ToolVerdict.Allowed("d"))
                .run(completion, 1, running, () -> {});
    }

    private FutureTask<EndedAttempt> inBackground(MockProducer<byte[], byte[]> producer, Script script) {
        FutureTask<EndedAttempt> attempt = new FutureTask<>(() -> run(producer, script));
        Thread.ofVirtual().start(attempt);
        return attempt;
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private List<TokenEvent> events(MockProducer<byte[], byte[]> producer) {
        AvroDeserializer<TokenEvent> deserializer = new AvroDeserializer<>(TokenEvent.class, registry);
        return producer.history().stream()
                .map(sent -> Objects.requireNonNull(deserializer.deserialize(sent.topic(), sent.value())))
                .toList();
    }

    private record ScriptedProvider(Script script) implements CompletionProvider {
        @Override
        public ModelRef plan(CompletionRequested request) {
            return new ModelRef("scripted", request.getModel().orElse("default"));
        }

        @Override
        public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
            return script.run(sink);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
