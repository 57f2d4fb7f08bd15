package dev.writ.gateway.tokens;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.log.KeyedLog.Found;
import dev.writ.gateway.log.KeyedLog.Place;
import dev.writ.schemas.event.TokenEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Finds out whether a cursor is one of its stream, and what stands there. */
final class Bookmark {

    private final TokenLog log;

    Bookmark(TokenLog log) {
        this.log = log;
    }

    /**
     * The event that a cursor names: among those at hand, else in the log, which another gateway may have read further than
     * this one.
     *
     * @return empty if the log no longer reaches back to it
     * @throws ProblemException 404 if it names no event of this stream, 503 if the log cannot be read
     */
    Optional<Signal.Token> find(Cursor cursor, String executionId, List<Signal.Token> atHand, TopicPartition partition)
            throws InterruptedException {
        Optional<Signal.Token> seen = atHand.stream()
                .filter(token -> cursor.names(token.event(), token.offset()))
                .findFirst();
        if (seen.isPresent()) {
            return seen;
        }
        return switch (log.at(executionId, partition, cursor.offset())) {
            case Place.Expired<TokenEvent> _ -> Optional.empty();
            case Place.Held<TokenEvent>(Found<TokenEvent> found)
            when cursor.names(found.value(), found.offset()) ->
                Optional.of(new Signal.Token(found.value(), found.offset()));
            case Place<TokenEvent> _ -> throw unknown();
        };
    }

    static ProblemException unknown() {
        return new ProblemException(
                Problems.notFound("cursor_unknown", "Last-Event-ID is no event of this execution's stream."));
    }
}
