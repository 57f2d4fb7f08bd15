package dev.writ.torture.history;

import dev.writ.schemas.event.StreamEnd;

/**
 * An event of a token stream.
 *
 * @param place where it stands in the log
 * @param executionId the execution
 * @param attempt from 1
 * @param seq from 0 within the attempt
 * @param body what it is
 */
public record Token(String place, String executionId, int attempt, long seq, Body body) {

    /** What an event of a stream is. */
    public sealed interface Body {}

    /** The first one. */
    public record Start() implements Body {}

    /**
     * A piece of text.
     *
     * @param text never empty
     * @param chunks the provider's pieces that are in it, 1 or more
     */
    public record Text(String text, int chunks) implements Body {}

    /** What became of a tool call. */
    public record Tool() implements Body {}

    /**
     * The last one.
     *
     * @param status how the attempt ended
     * @param lastSeq the number of the event before
     * @param textSha256 of the attempt's whole text in hex
     */
    public record End(StreamEnd status, long lastSeq, String textSha256) implements Body {}
}
