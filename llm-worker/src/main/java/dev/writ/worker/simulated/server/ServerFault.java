package dev.writ.worker.simulated.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an answer of the server goes wrong; asked for by the model id, which is the name in lower case with hyphens. In the
 * middle means after half of the text.
 */
public enum ServerFault {
    /** Says nothing at all until the client has gone. */
    SIMULATED_SLOW_FIRST_BYTE(Where.BEFORE),
    /** Sends the head, and then nothing until the client has gone. */
    SIMULATED_SLOW_BODY(Where.BEFORE),
    /** Falls silent in the middle until the client has gone. */
    SIMULATED_IDLE(Where.MIDDLE),
    /** Closes the connection in the middle, in a body without a length. */
    SIMULATED_CUT(Where.MIDDLE),
    /** Closes the connection in the middle, in a body whose length was given. */
    SIMULATED_CUT_WITH_LENGTH(Where.MIDDLE),
    /** Resets the connection in the middle. */
    SIMULATED_RESET(Where.MIDDLE),
    /** Ends the body in the middle as if all had been said. */
    SIMULATED_EOF(Where.MIDDLE),
    /** Sends an error object in the middle; it quotes key and prompt, as servers do. */
    SIMULATED_ERROR_OBJECT(Where.MIDDLE),
    /** Ends the body in the middle, within a character. */
    SIMULATED_HALF_CHARACTER(Where.MIDDLE),
    /** Sends a line of 10 MB in the middle. */
    SIMULATED_HUGE_LINE(Where.MIDDLE),
    /** Sends something that is not JSON in the middle. */
    SIMULATED_NOT_JSON(Where.MIDDLE),
    /** Answers in full, each character beyond ASCII in several packets, and puts some in. */
    SIMULATED_SPLIT_CHARACTER(Where.NOWHERE),
    /** Answers in full and gives its reason to stop, and leaves out what marks the end. */
    SIMULATED_NO_DONE(Where.END),
    /** Answers in full and marks the end, and leaves the body open until the client has gone. */
    SIMULATED_HELD_SOCKET(Where.END),
    /** Reports an error as JSON under status 200. */
    SIMULATED_JSON_ERROR(Where.STATUS, 200),
    /** Refuses the request; quotes key and prompt, as servers do. */
    SIMULATED_400(Where.STATUS, 400),
    /** Refuses the key; quotes it, as servers do. */
    SIMULATED_401(Where.STATUS, 401),
    /** Knows no such model. */
    SIMULATED_404(Where.STATUS, 404),
    /** Has had too many requests, and asks for a second's wait. */
    SIMULATED_429(Where.STATUS, 429),
    /** Has had too many requests, and asks for an hour's wait. */
    SIMULATED_429_LONG(Where.STATUS, 429),
    /** Fails. */
    SIMULATED_500(Where.STATUS, 500),
    /** Is not available. */
    SIMULATED_503(Where.STATUS, 503),
    /** Is overloaded, as Anthropic says it. */
    SIMULATED_529(Where.STATUS, 529),
    /** Redirects to another path. */
    SIMULATED_REDIRECT(Where.STATUS, 307);

    /** Where in an answer a fault shows. */
    enum Where {
        STATUS,
        BEFORE,
        MIDDLE,
        END,
        NOWHERE
    }

    private static final Map<String, ServerFault> BY_MODEL =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ServerFault::modelId, Function.identity()));

    private final Where where;
    private final int status;

    ServerFault(Where where) {
        this(where, 200);
    }

    ServerFault(Where where, int status) {
        this.where = where;
        this.status = status;
    }

    /** What a model id asks for; empty: an answer in full, or one of the faults that the process's own provider has. */
    static Optional<ServerFault> of(String model) {
        return Optional.ofNullable(BY_MODEL.get(model));
    }

    /** The model id that asks for it. */
    public String modelId() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Where where() {
        return where;
    }

    int status() {
        return status;
    }
}
