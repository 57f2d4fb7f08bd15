package dev.writ.worker.provider;

import java.util.Locale;

/** Why an attempt failed. Events carry the names in lower case; they are stable. */
public enum ErrorCode {
    /** No connection came about. */
    UPSTREAM_UNREACHABLE,
    /** 401: the key is missing or wrong. */
    UPSTREAM_UNAUTHORIZED,
    /** 403: the key may not do this. */
    UPSTREAM_FORBIDDEN,
    /** 429, still after the last try. */
    UPSTREAM_RATE_LIMITED,
    /** 5xx, still after the last try. */
    UPSTREAM_UNAVAILABLE,
    /** Any other status than 200, such as 400 or a redirect. */
    UPSTREAM_REJECTED,
    /** An error reported inside of a stream. */
    UPSTREAM_ERROR,
    /** The stream ended, or its connection broke, before the model said why it stopped. */
    UPSTREAM_TRUNCATED,
    /** What came is not an event stream of the dialect. */
    UPSTREAM_PROTOCOL,
    /** Connecting took too long. */
    UPSTREAM_CONNECT_TIMEOUT,
    /** The answer did not begin in time. */
    UPSTREAM_FIRST_BYTE_TIMEOUT,
    /** The answer paused for too long. */
    UPSTREAM_IDLE_TIMEOUT,
    /** The answer as a whole took too long. */
    UPSTREAM_TOTAL_TIMEOUT,
    /** No provider of the workspace runs the model. */
    MODEL_UNKNOWN,
    /** Every provider of the model has failed too often lately, and none was called. */
    UPSTREAM_CIRCUIT_OPEN,
    /** The provider's own code threw. */
    PROVIDER_FAILED,
    /** The execution was begun too often without an end. */
    ATTEMPTS_EXHAUSTED;

    /** The stable word in events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
