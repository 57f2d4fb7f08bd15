package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens streams for readers, whenever they come. */
public final class TokenStreams {

    private final TokenFeed feed;
    private final TokenLog log;
    private final Publisher publisher;

    /** Streams that are live on the feed and past in the log; the publisher knows the partitions. */
    public TokenStreams(TokenFeed feed, TokenLog log, Publisher publisher) {
        this.feed = feed;
        this.log = log;
        this.publisher = publisher;
    }

    /** Marks an execution that is about to be asked for, for the first time, so that its stream is held from the start. */
    public void expect(String executionId) {
        feed.expect(executionId);
    }

    /** Opens a stream that is told as push messages. */
    public Optional<EventSource> open(
            String executionId, Instant since, Supplier<Optional<ExecutionEvent>> finished, Optional<Cursor> cursor)
            throws InterruptedException {
        return open(executionId, since, finished, cursor, new Narrator(executionId));
    }

    /**
     * Opens a stream.
     *
     * @param since the stream began no earlier
     * @param finished asked for the execution's end once the reader is subscribed, so that an end is never missed
     * @param cursor what the reader has seen
     * @param narration tells its events
     * @return the source, to be closed; empty if the reader has seen the last event
     * @throws ProblemException 503 if the stream's past cannot be read
     */
    public Optional<EventSource> open(
            String executionId,
            Instant since,
            Supplier<Optional<ExecutionEvent>> finished,
            Optional<Cursor> cursor,
            Narration narration)
            throws InterruptedException {
        TokenFeed.Joined joined = feed.join(executionId);
        Runnable leaving = () -> feed.leave(executionId, joined.subscription());
        boolean opened = false;
        try {
            List<Signal> past = new ArrayList<>(
                    joined.past().isPresent()
                            ? joined.past().get()
                            : log.read(executionId, publisher.partitionOf(Topics.TOKENS, executionId), since));
            if (cursor.isPresent() && holdsEndUpTo(past, cursor.get().offset())) {
                return Optional.empty();
            }
            finished.get().ifPresent(event -> past.add(new Signal.Finished(event)));
            opened = true;
            return Optional.of(new TokenStream(narration, past, joined.subscription(), cursor, leaving));
        } finally {
            if (!opened) {
                leaving.run();
            }
        }
    }

    private static boolean holdsEndUpTo(List<Signal> past, long offset) {
        return past.stream()
                .anyMatch(signal -> signal instanceof Signal.Token token
                        && token.offset() <= offset
                        && token.event().getBody() instanceof StreamEnded end
                        && end.getStatus() != StreamEnd.SUPERSEDED);
    }
}
