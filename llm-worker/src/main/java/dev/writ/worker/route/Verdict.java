package dev.writ.worker.route;

import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import dev.writ.worker.provider.StreamOutcome.TimedOut;

/** What an end says of the provider. */
enum Verdict {
    /** It works. */
    GOOD,
    /** It does not, and another may do better. */
    BAD,
    /** The request or this worker is to blame, or nobody: another provider would do no better. */
    NEUTRAL;

    static Verdict of(StreamOutcome outcome) {
        return switch (outcome) {
            case Completed _ -> GOOD;
            case Failed failed -> of(failed.code());
            case TimedOut late -> of(late.code());
        };
    }

    private static Verdict of(ErrorCode code) {
        return switch (code) {
            case UPSTREAM_UNREACHABLE,
                    UPSTREAM_UNAUTHORIZED,
                    UPSTREAM_FORBIDDEN,
                    UPSTREAM_RATE_LIMITED,
                    UPSTREAM_UNAVAILABLE,
                    UPSTREAM_ERROR,
                    UPSTREAM_TRUNCATED,
                    UPSTREAM_PROTOCOL,
                    UPSTREAM_CONNECT_TIMEOUT,
                    UPSTREAM_FIRST_BYTE_TIMEOUT,
                    UPSTREAM_IDLE_TIMEOUT -> BAD;
            default -> NEUTRAL;
        };
    }
}
