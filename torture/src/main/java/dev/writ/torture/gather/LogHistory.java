package dev.writ.torture.gather;

import dev.writ.history.fold.LogDecoder;
import dev.writ.history.fold.Place;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.schemas.Ids;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.EventLog;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.Letter;
import dev.writ.torture.history.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the topics from their begin to their present end. For one thread. */
public final class LogHistory {

    private static final List<Topic<? extends SpecificRecord>> TOPICS = List.of(
            Topics.DECISIONS, Topics.COMPLETIONS, Topics.TOKENS, Topics.EXECUTIONS, Topics.AUDIT, Topics.DEAD_LETTERS);

    private final List<Decision> decisions = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<ExecutionStep> steps = new ArrayList<>();
    private final List<Completion> completions = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final LogDecoder decoder;
    private final Facts facts;
    private final CommitTimes commits;

    private LogHistory(LogDecoder decoder, Facts facts, CommitTimes commits) {
        this.decoder = decoder;
        this.facts = facts;
        this.commits = commits;
    }

    /**
     * Reads all that is committed by now.
     *
     * @param brokers the brokers' data directories, which tell when something was committed
     * @param model that workers run where a request names none
     * @throws IOException if a broker's data cannot be read
     * @throws org.apache.kafka.common.KafkaException if the cluster or the registry is away
     */
    public static EventLog read(KafkaConnection connection, List<Path> brokers, String model) throws IOException {
        LogHistory history = new LogHistory(
                new LogDecoder(TOPICS, connection.registry()),
                new Facts(model),
                CommitTimes.read(brokers, Topics.names(List.of(Topics.DECISIONS, Topics.COMPLETIONS))));
        LogRange all = LogRange.all(Topics.names(TOPICS));
        try (LogReader log = LogReader.open(connection, "writ-torture-log", all, Progress.Watcher.NOBODY)) {
            log.forEachRemaining(history::take);
        }
        return new EventLog(
                history.decisions, history.letters, history.steps, history.completions, history.tokens, history.audit);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String place = Place.of(record).toString();
        Optional<SpecificRecord> value = decoder.read(record);
        switch (value.orElseThrow(() -> new IllegalStateException("no value at " + place))) {
            case ActionDecided decided -> decisions.add(facts.decision(place, decided, committed(record)));
            case DeadLettered letter -> letters.add(facts.letter(place, letter));
            case ExecutionEvent step -> steps.add(facts.step(place, step));
            case CompletionRequested asked -> completions.add(facts.completion(place, asked, committed(record)));
            case TokenEvent token -> tokens.add(facts.token(place, token));
            case AuditRecorded entry -> audit.add(facts.audit(place, Ids.sha256Hex(record.value()), entry));
            default -> throw new IllegalStateException("no such record was asked for: " + place);
        }
    }

    private Optional<Instant> committed(ConsumerRecord<byte[], byte[]> record) {
        return commits.of(new TopicPartition(record.topic(), record.partition()), record.offset());
    }
}
