package dev.writ.sink.rebuild;

import dev.writ.sink.SinkConfig;
import dev.writ.sink.SinkService;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseAwayException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the tables anew from the log. The work is done by a sink of its own, which joins the group: where others run, they
 * share it, and where none does, it works alone. Not safe for use by several threads.
 */
public final class Rebuild implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final SinkConfig config;
    private final ReadModel model;

    private Rebuild(SinkConfig config, ReadModel model) {
        this.config = config;
        this.model = model;
    }

    /**
     * Connects to PostgreSQL, whose tables are those of this version from then on; changes no rows.
     *
     * @param config as that of the sinks that run; without an instance id, or theirs would be taken from it
     * @throws DatabaseAwayException if it cannot be reached
     */
    public static Rebuild open(SinkConfig config) {
        if (config.instanceId().isPresent()) {
            throw new IllegalArgumentException("a rebuild must not take the instance id of a sink");
        }
        try (Database database = Database.open(config.database(), new SimpleMeterRegistry())) {
            database.migrate();
        }
        return new Rebuild(config, ReadModel.open(config.database()));
    }

    /**
     * What the log no longer has, so that the tables cannot get it back; one sentence for each partition.
     *
     * @throws OtherLogException if the log ends before the tables do, or was signed and its tree cannot go on without what is gone
     */
    public List<String> losses() {
        Map<TopicPartition, Long> beheaded = beheaded();
        Map<TopicPartition, KeptTree> trees =
                model.keptTrees(beheaded).stream().collect(Collectors.toMap(KeptTree::log, Function.identity()));
        return beheaded.entrySet().stream()
                .map(log -> log.getKey() + " no longer has offsets 0 to " + (log.getValue() - 1) + "; its tree "
                        + Optional.ofNullable(trees.get(log.getKey()))
                                .map(tree -> "of " + tree.frontier().size() + " records is kept, and goes on at offset "
                                        + tree.next())
                                .orElse("begins with what is left, as nothing of it was signed"))
                .sorted()
                .toList();
    }

    /** The logs that have lost their beginnings, with the offsets that they begin with. */
    private Map<TopicPartition, Long> beheaded() {
        return LogBounds.beyond(model.positions(), config.kafka()).first().entrySet().stream()
                .filter(first -> first.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Empties the tables, and tells what they held.
     *
     * @throws OtherLogException as from {@link #losses}; nothing is changed
     */
    public Snapshot drop() {
        return model.drop(beheaded());
    }

    /**
     * Fills the tables from the log, with all that it holds now.
     *
     * @param dropped what they held
     * @throws KafkaException if the sink stops, with the reason as its cause
     * @throws DatabaseAwayException if PostgreSQL is; sinks that run go on by themselves
     */
    public Rebuilt fill(Snapshot dropped) throws InterruptedException {
        LogBounds bounds = LogBounds.beyond(dropped.positions(), config.kafka());
        long begun = System.nanoTime();
        try (SinkService sink = SinkService.start(config, new SimpleMeterRegistry())) {
            while (!reached(bounds)) {
                Optional<Throwable> failure = sink.failure();
                if (failure.isPresent()) {
                    throw new KafkaException("the sink stops: " + failure.get().getMessage(), failure.get());
                }
                Thread.sleep(LOOK_AGAIN);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            return new Rebuilt(dropped, model.snapshot(), taken);
        }
    }

    private boolean reached(LogBounds bounds) {
        Map<?, Long> positions = model.positions();
        return bounds.next().entrySet().stream().allMatch(next -> {
            Long position = positions.get(next.getKey());
            return position != null && position >= next.getValue();
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
