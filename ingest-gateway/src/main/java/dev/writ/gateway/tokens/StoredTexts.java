package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves readers of executions that have ended and whose tokens are gone: the whole text in one piece. */
final class StoredTexts {

    /** What is left for a reader. */
    sealed interface Answer {

        /** The stored text, or what the reader has not seen of its telling; empty: all was seen. */
        record Told(Optional<EventSource> source) implements Answer {}

        /** There is no text. */
        record Missing() implements Answer {}
    }

    private final TokenLog log;
    private final Publisher publisher;

    StoredTexts(TokenLog log, Publisher publisher) {
        this.log = log;
        this.publisher = publisher;
    }

    /**
     * The stream of a stored text.
     *
     * @param ended the execution ended no earlier
     * @param end its end, if it is known
     * @throws ProblemException 404 if the cursor is of another stream, 503 if the texts cannot be read
     */
    Answer open(
            String executionId,
            Instant ended,
            Optional<ExecutionEvent> end,
            Optional<Cursor> cursor,
            Narration narration)
            throws InterruptedException {
        Optional<CompletionText> text = log.text(executionId, publisher.partitionOf(Topics.TEXTS, executionId), ended);
        if (text.isEmpty()) {
            return withoutText(end, cursor);
        }
        int attempt = text.get().getAttempt();
        if (cursor.filter(seen -> isBehind(seen, attempt, text.get().getEnded().getLastSeq()))
                .isPresent()) {
            return new Answer.Told(Optional.empty());
        }
        List<Event> all = narration.narrateStored(text.get());
        if (all.isEmpty()) {
            return new Answer.Missing();
        }
        int seen = seenOf(cursor, attempt, all);
        return new Answer.Told(
                seen == all.size() ? Optional.empty() : Optional.of(new StoredStream(all.subList(seen, all.size()))));
    }

    /** How many of the stored messages are not to be told; a reader who has seen nothing needs no reset. */
    static int seenOf(Optional<Cursor> cursor, int attempt, List<Event> all) {
        if (cursor.isEmpty()) {
            return StreamMessages.RESET.equals(all.getFirst().name()) ? 1 : 0;
        }
        if (cursor.get().place() != Cursor.Place.STORED) {
            return 0;
        }
        if (cursor.get().attempt() != attempt || cursor.get().seq() >= all.size()) {
            throw Bookmark.unknown();
        }
        return (int) cursor.get().seq() + 1;
    }

    private static Answer withoutText(Optional<ExecutionEvent> end, Optional<Cursor> cursor) {
        if (cursor.isEmpty() || end.isEmpty() || !(end.get().getBody() instanceof ExecutionFinished finished)) {
            return new Answer.Missing();
        }
        int attempt = finished.getAttempt();
        if (cursor.get().place() == Cursor.Place.STORED) {
            if (cursor.get().attempt() != attempt) {
                throw Bookmark.unknown();
            }
            return new Answer.Told(Optional.empty());
        }
        boolean all = finished.getLastSeq()
                .filter(last -> isBehind(cursor.get(), attempt, last))
                .isPresent();
        return all ? new Answer.Told(Optional.empty()) : new Answer.Missing();
    }

    private static boolean isBehind(Cursor cursor, int attempt, long lastSeq) {
        return cursor.place() == Cursor.Place.BEHIND && cursor.attempt() == attempt && cursor.seq() == lastSeq + 1;
    }
}
