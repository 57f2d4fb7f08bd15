package dev.writ.worker.simulated.server;

import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What the journal says of one call; whoever sees its end first writes the last entry. */
final class CallRecord {

    private final CallJournal journal;
    private final long number;
    private final String requestId;
    private final String traceparent;
    private final String dialect;
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile String model = "";

    CallRecord(CallJournal journal, long number, HttpRequest request, ServerDialect dialect) {
        this.journal = journal;
        this.number = number;
        this.requestId = request.header("x-request-id");
        this.traceparent = request.header("traceparent");
        this.dialect = dialect.word();
    }

    void received(String asked) {
        model = asked;
        note(Kind.RECEIVED, "");
    }

    /** Something went out. */
    void wrote() {
        if (!begun.getAndSet(true)) {
            note(Kind.FIRST_BYTE, "");
        }
    }

    void wroteToken() {
        tokens.incrementAndGet();
    }

    void ended(String how) {
        if (!ended.getAndSet(true)) {
            note(Kind.ENDED, how);
        }
    }

    void clientHasGone(boolean serverStopped) {
        if (!ended.getAndSet(true)) {
            note(serverStopped ? Kind.ENDED : Kind.CLOSED_BY_CLIENT, serverStopped ? "stopped" : "");
        }
    }

    private void note(Kind kind, String how) {
        long now = System.nanoTime();
        journal.note(new JournalEntry(
                number, kind, requestId, traceparent, dialect, model, tokens.get(), how, Instant.now(), now));
    }
}
