package dev.writ.worker.simulated.server;

import java.time.Instant;

/**
 * One step of a call. Each call has one RECEIVED, at most one FIRST_BYTE, and one last entry: CLOSED_BY_CLIENT or ENDED.
 *
 * @param call the number of the call at this server, from 1
 * @param kind what happened
 * @param requestId the X-Request-Id header, as Writ sends it: execution id, full stop, attempt; empty if there was none
 * @param traceparent the header of that name (W3C Trace Context); empty if there was none
 * @param dialect openai or anthropic
 * @param model the model asked for; empty if the body could not be read
 * @param tokens pieces of text and of tool calls that had been written
 * @param note how it ended: done, or the fault's model id, or stopped with the server; empty before
 * @param at the wall clock
 * @param monotonicNanos {@link System#nanoTime}, which processes of one Linux machine share
 */
public record JournalEntry(
        long call,
        Kind kind,
        String requestId,
        String traceparent,
        String dialect,
        String model,
        int tokens,
        String note,
        Instant at,
        long monotonicNanos) {

    /** What happened. */
    public enum Kind {
        /** The whole request has come. */
        RECEIVED,
        /** The first byte of the answer went out. */
        FIRST_BYTE,
        /** The client closed the connection before the answer's end. */
        CLOSED_BY_CLIENT,
        /** The answer ended, well or by its fault. */
        ENDED;

        /** Whether it is a call's last. */
        public boolean isLast() {
            return this == CLOSED_BY_CLIENT || this == ENDED;
        }
    }
}
