package dev.writ.gateway.decision;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes decisions, refusals, and starts and ends of executions to whoever waits, and into the recent view. */
public final class DecisionReader implements RecordReader {

    /** How far back to begin, so that a gateway that was restarted answers for recent ids. */
    private static final long LOOK_BACK = 1_000;

    private final TypedReader<ActionDecided> decisions;
    private final TypedReader<ExecutionEvent> executions;
    private final TypedReader<DeadLettered> deadLetters;
    private final Outcomes outcomes;
    private final RecentExecutions recent;
    private final CacheStatistics caches;
    private final Consumer<ActionDecided> decided;
    private final Consumer<ExecutionEvent> ends;

    /** Tells decisions, too, to whoever watches them, and ends of executions to whoever follows their streams. */
    public DecisionReader(
            SchemaRegistryClient registry,
            Outcomes outcomes,
            RecentExecutions recent,
            CacheStatistics caches,
            Consumer<ActionDecided> decided,
            Consumer<ExecutionEvent> ends) {
        this.decisions = new TypedReader<>(Topics.DECISIONS, registry);
        this.executions = new TypedReader<>(Topics.EXECUTIONS, registry);
        this.deadLetters = new TypedReader<>(Topics.DEAD_LETTERS, registry);
        this.outcomes = outcomes;
        this.recent = recent;
        this.caches = caches;
        this.decided = decided;
        this.ends = ends;
    }

    /** What to follow. */
    public static FeedSettings feed() {
        return new FeedSettings(
                "writ-gateway-decisions",
                Map.of(
                        Topics.DECISIONS, LOOK_BACK,
                        Topics.EXECUTIONS, LOOK_BACK,
                        Topics.DEAD_LETTERS, LOOK_BACK));
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (decisions.reads(record)) {
            ActionDecided decision = decisions.value(record);
            caches.note(record.partition(), record.headers());
            recent.add(decision);
            decided.accept(decision);
            outcomes.complete(decision.getRequestId(), new Outcome.Decided(decision));
        } else if (executions.reads(record)) {
            ExecutionEvent event = executions.value(record);
            recent.add(event);
            if (event.getBody() instanceof ExecutionFinished) {
                ends.accept(event);
            }
        } else {
            DeadLettered letter = deadLetters.value(record);
            letter.getRequestId().ifPresent(id -> outcomes.complete(id, new Outcome.Refused(letter)));
        }
    }
}
