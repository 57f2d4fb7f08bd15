package dev.writ.torture.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that reached the provider, as its journal says.
 *
 * @param place the journal's first line of it
 * @param requestId what it was called with: execution id, full stop, attempt
 * @param receivedAt by the wall clock, which the provider shares with the brokers
 * @param receivedNanos by the monotonic clock, which all processes of the machine share
 * @param last its last line; empty where the provider died before it
 */
public record ProviderCall(
        String place, String requestId, Instant receivedAt, long receivedNanos, Optional<Last> last) {

    /**
     * A call's end.
     *
     * @param tokens that were written, 0 or more
     * @param closedByClient whether the caller went away before the answer's end; one token more may then have gone out
     * @param note done, or the fault's model id, or stopped
     * @param nanos by the monotonic clock
     */
    public record Last(int tokens, boolean closedByClient, String note, long nanos) {}

    /** The execution; the whole request id where it has no attempt. */
    public String executionId() {
        int stop = requestId.lastIndexOf('.');
        return stop < 0 ? requestId : requestId.substring(0, stop);
    }

    /** The attempt, from 1; 0 where the request id has none. */
    public int attempt() {
        String digits = requestId.substring(requestId.lastIndexOf('.') + 1);
        return requestId.indexOf('.') >= 0 && digits.matches("[1-9]\\d{0,8}") ? Integer.parseInt(digits) : 0;
    }

    /** Whether the provider turned it away before any text, so that it may be repeated within its attempt. */
    public boolean wasRefused() {
        return last.filter(end -> end.tokens() == 0
                        && !end.closedByClient()
                        && !end.note().equals("done"))
                .isPresent();
    }

    /** When its last line was written; when it came, where there is none. */
    public Instant endedAt() {
        return last.map(end -> receivedAt.plusNanos(end.nanos() - receivedNanos))
                .orElse(receivedAt);
    }

    /** Most tokens that may have reached the caller; without bound where the provider died. */
    public int mostTokens() {
        return last.map(end -> end.closedByClient() ? end.tokens() + 1 : end.tokens())
                .orElse(Integer.MAX_VALUE);
    }
}
