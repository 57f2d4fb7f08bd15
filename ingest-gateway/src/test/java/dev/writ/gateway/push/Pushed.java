package dev.writ.gateway.push;

import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** What the feeds bring in tests of this package, and for whom. */
final class Pushed {

    static final Audience ADA = new Audience("ada", Optional.of("s1"), Optional.empty());
    static final TopicPartition TOKENS = new TopicPartition(Topics.TOKENS.name(), 0);

    private Pushed() {}

    static TokenEvent started(String executionId, int attempt) {
        return token(
                executionId,
                attempt,
                0,
                new StreamStarted("simulated", "m", "a", "A", "ada", "s1", DisconnectRule.CONTINUE));
    }

    static TokenEvent delta(String executionId, int attempt, String text) {
        return token(
                executionId, attempt, 1, TokenDelta.newBuilder().setText(text).build());
    }

    static TokenEvent ended(String executionId, StreamEnd status) {
        StreamEnded end = StreamEnded.newBuilder()
                .setStatus(status)
                .setLastSeq(1)
                .setTextSha256("0")
                .build();
        return token(executionId, 1, 2, end);
    }

    static OpenStream open(String executionId, long start) {
        return new OpenStream(executionId, TOKENS.partition(), start);
    }

    private static TokenEvent token(String executionId, int attempt, long seq, SpecificRecord body) {
        return TokenEvent.newBuilder()
                .setExecutionId(executionId)
                .setAttempt(attempt)
                .setSeq(seq)
                .setOccurredAt(Instant.EPOCH)
                .setBody(body)
                .build();
    }
}
