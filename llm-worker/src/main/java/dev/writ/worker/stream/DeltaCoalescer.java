package dev.writ.worker.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts small deltas together: the first goes out at once, and so does any that comes 50 ms or more after what went
 * out before; those in between wait for the rest of that time, or until 1 KiB has come together. What is late already is put
 * together too. A character whose halves (UTF-16 surrogates) come in two deltas goes out whole. Time is the caller's, in
 * nanoseconds of any monotonic clock.
 */
final class DeltaCoalescer {

    /** Longest wait of a delta, in nanoseconds. */
    static final long MOST_WAIT_NANOS = 50_000_000;
    /** UTF-8 bytes from which on nothing waits. */
    static final int ENOUGH_BYTES = 1024;
    /** Longest piece, in UTF-16 units: a broker takes records of up to a mebibyte. */
    static final int LONGEST_PIECE = 64 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int chunks;
    private long newest;
    private long nextAt;
    private boolean sentFirst;

    /** Takes a delta, and returns what is to be sent at once; may be empty. */
    List<Piece> add(String delta, long now) {
        newest = now;
        text.append(delta);
        bytes += delta.getBytes(StandardCharsets.UTF_8).length;
        chunks++;
        return !sentFirst || bytes >= ENOUGH_BYTES ? takeWhole() : List.of();
    }

    /** Nanoseconds until what waits is to be taken, 0 or less if it is now; a very long time if nothing waits. */
    long nanosUntilDue(long now) {
        return chunks == 0 ? Long.MAX_VALUE : nextAt - now;
    }

    /** Takes what waits, except for half a character at its end. */
    List<Piece> takeWhole() {
        int end = text.length();
        boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return take(half ? end - 1 : end);
    }

    /** Takes all that waits; half a character that stayed alone becomes U+FFFD. */
    List<Piece> takeAll() {
        int last = text.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
            text.setCharAt(last, REPLACEMENT);
        }
        return take(text.length());
    }

    private List<Piece> take(int end) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < end) {
            int stop = Math.min(end, start + LONGEST_PIECE);
            if (stop < end && Character.isHighSurrogate(text.charAt(stop - 1))) {
                stop--;
            }
            pieces.add(new Piece(text.substring(start, stop), Math.max(1, chunks)));
            chunks = 0;
            start = stop;
        }
        text.delete(0, end);
        sentFirst |= !pieces.isEmpty();
        nextAt = newest + MOST_WAIT_NANOS;
        chunks = 0;
        bytes = 0;
        return pieces;
    }
}
