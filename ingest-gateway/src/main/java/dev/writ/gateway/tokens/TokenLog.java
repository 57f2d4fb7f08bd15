package dev.writ.gateway.tokens;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.log.KeyedLog;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The past of streams: their events on writ.tokens, and, for as long as those are gone already, their texts. */
public final class TokenLog {

    private final KeyedLog<TokenEvent> tokens;
    private final KeyedLog<CompletionText> texts;

    public TokenLog(KafkaConnection connection, SchemaRegistryClient registry) {
        this.tokens = new KeyedLog<>(Topics.TOKENS, connection, registry);
        this.texts = new KeyedLog<>(Topics.TEXTS, connection, registry);
    }

    /**
     * The events of a stream that are in the log now.
     *
     * @param partition where the stream is
     * @param since the stream began no earlier
     * @throws ProblemException 503 if they cannot be read, or not in time
     */
    List<Signal.Token> read(String executionId, TopicPartition partition, Instant since) throws InterruptedException {
        return tokens.read(executionId, partition, since, _ -> false).stream()
                .map(found -> new Signal.Token(found.value(), found.offset()))
                .toList();
    }

    /**
     * What is at an offset: an event of the stream, something else, or nothing any more.
     *
     * @throws ProblemException 503 if it cannot be read, or not in time
     */
    KeyedLog.Place<TokenEvent> at(String executionId, TopicPartition partition, long offset)
            throws InterruptedException {
        return tokens.at(executionId, partition, offset);
    }

    /**
     * The whole answer of an execution that has ended; empty if it is not kept, or no more.
     *
     * @param partition where it is
     * @param since it ended no earlier
     * @throws ProblemException 503 if it cannot be read, or not in time
     */
    Optional<CompletionText> text(String executionId, TopicPartition partition, Instant since)
            throws InterruptedException {
        return texts.read(executionId, partition, since, _ -> true).stream()
                .findFirst()
                .map(KeyedLog.Found::value);
    }
}
