package dev.writ.gateway.tokens;

import dev.writ.gateway.disconnect.ReaderWatch;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Opens streams for readers, whenever they come. */
public final class TokenStreams {

    private final TokenFeed feed;
    private final TokenLog log;
    private final Publisher publisher;
    private final ReaderWatch watch;
    private final Bookmark bookmark;
    private final StoredTexts texts;

    /**
     * Streams that are live on the feed and past in the log.
     *
     * @param publisher knows the partitions
     * @param watch is told of readers that come and go
     */
    public TokenStreams(TokenFeed feed, TokenLog log, Publisher publisher, ReaderWatch watch) {
        this.feed = feed;
        this.log = log;
        this.publisher = publisher;
        this.watch = watch;
        this.bookmark = new Bookmark(log);
        this.texts = new StoredTexts(log, publisher);
    }

    /** Marks an execution that is about to be asked for, for the first time, so that its stream is held from the start. */
    public void expect(String executionId) {
        feed.expect(executionId);
    }

    /** Push messages of a stream, from its start on. */
    public static Narration narration(String executionId) {
        return new Narrator(executionId, Optional.empty());
    }

    /** Opens a stream that is told as push messages, to the reader who asked for it. */
    public Optional<EventSource> open(
            String executionId, Instant since, Supplier<Optional<ExecutionEvent>> finished, Optional<Cursor> cursor)
            throws InterruptedException {
        return open(executionId, since, finished, cursor, new Narrator(executionId, cursor));
    }

    /** As {@link #open}, for a reader who may have read on another gateway before: those hear of it. */
    public Optional<EventSource> resume(
            String executionId, Instant since, Supplier<Optional<ExecutionEvent>> finished, Optional<Cursor> cursor)
            throws InterruptedException {
        return open(new Asked(executionId, since, finished, cursor, new Narrator(executionId, cursor), Reader.BACK));
    }

    /** As {@link #open}, for somebody who only looks on: nothing follows from their coming or going. */
    public Optional<EventSource> observe(
            String executionId, Instant since, Supplier<Optional<ExecutionEvent>> finished, Optional<Cursor> cursor)
            throws InterruptedException {
        return open(
                new Asked(executionId, since, finished, cursor, new Narrator(executionId, cursor), Reader.OBSERVER));
    }

    /**
     * Opens a stream.
     *
     * @param since the stream began no earlier
     * @param finished asked for the execution's end once the reader is subscribed, so that an end is never missed
     * @param cursor what the reader has seen
     * @param narration tells its events
     * @return the source, to be closed; empty if the reader has seen the last event
     * @throws ProblemException 404 if the cursor is of no event of the stream, 410 if the stream runs and its beginning is
     *     gone, 503 if the stream's past cannot be read
     */
    public Optional<EventSource> open(
            String executionId,
            Instant since,
            Supplier<Optional<ExecutionEvent>> finished,
            Optional<Cursor> cursor,
            Narration narration)
            throws InterruptedException {
        return open(new Asked(executionId, since, finished, cursor, narration, Reader.FIRST));
    }

    private enum Reader {
        /** Who asked for the stream. */
        FIRST,
        /** Who may have read elsewhere before. */
        BACK,
        /** Who is none of those that the stream is for. */
        OBSERVER
    }

    /** What a reader asks for. */
    private record Asked(
            String executionId,
            Instant since,
            Supplier<Optional<ExecutionEvent>> finished,
            Optional<Cursor> cursor,
            Narration narration,
            Reader reader) {}

    private Optional<EventSource> open(Asked asked) throws InterruptedException {
        TokenFeed.Joined joined = feed.join(asked.executionId());
        Runnable leaving = () -> feed.leave(asked.executionId(), joined.subscription());
        boolean opened = false;
        try {
            Optional<EventSource> source = join(joined, asked, leaving);
            opened = source.filter(TokenStream.class::isInstance).isPresent();
            return source;
        } finally {
            if (!opened) {
                leaving.run();
            }
        }
    }

    private Optional<EventSource> join(TokenFeed.Joined joined, Asked asked, Runnable leaving)
            throws InterruptedException {
        String executionId = asked.executionId();
        TopicPartition partition = publisher.partitionOf(Topics.TOKENS, executionId);
        boolean fromLog = joined.past().isEmpty();
        List<Signal.Token> all = fromLog
                ? log.read(executionId, partition, asked.since())
                : joined.past().get();
        Past past = Past.of(all);
        boolean expired = past.isTruncated();
        Optional<Cursor> held = asked.cursor().filter(seen -> seen.place() != Cursor.Place.STORED);
        if (held.isPresent()) {
            Optional<Signal.Token> last = bookmark.find(held.get(), executionId, all, partition);
            if (last.filter(Past::isEnd).isPresent()) {
                return Optional.empty();
            }
            expired = expired || last.isEmpty();
        }
        Optional<ExecutionEvent> end = asked.finished().get();
        boolean ended = end.isPresent() || past.end().isPresent();
        boolean stored =
                expired || (asked.cursor().isPresent() && held.isEmpty()) || (fromLog && past.isEmpty() && ended);
        boolean watched = !ended && asked.reader() != Reader.OBSERVER;
        Presence presence =
                new Presence(watch, executionId, past.rule(), asked.reader() == Reader.BACK, watched, leaving);
        if (!stored) {
            return Optional.of(stream(asked.narration(), past.tokens(), joined, end, held, presence));
        }
        if (!ended) {
            throw expired ? expired() : Bookmark.unknown();
        }
        Instant endedAt = end.map(ExecutionEvent::getOccurredAt)
                .or(() -> past.end().map(token -> token.event().getOccurredAt()))
                .orElse(asked.since());
        return switch (texts.open(executionId, endedAt, end, asked.cursor(), asked.narration())) {
            case StoredTexts.Answer.Told told -> told.source();
            case StoredTexts.Answer.Missing _ when end.isEmpty() -> throw expired();
            case StoredTexts.Answer.Missing _ ->
                Optional.of(stream(asked.narration(), List.of(), joined, end, Optional.empty(), presence));
        };
    }

    private static TokenStream stream(
            Narration narration,
            List<Signal.Token> tokens,
            TokenFeed.Joined joined,
            Optional<ExecutionEvent> end,
            Optional<Cursor> cursor,
            Presence presence) {
        List<Signal> past = new ArrayList<>(tokens);
        end.ifPresent(event -> past.add(new Signal.Finished(event)));
        return new TokenStream(narration, past, joined.subscription(), cursor, presence);
    }

    private static ProblemException expired() {
        return new ProblemException(Problem.of(
                410,
                "tokens_expired",
                "Gone",
                "The beginning of the stream is no longer kept; its whole text is there once it has ended."));
    }
}
