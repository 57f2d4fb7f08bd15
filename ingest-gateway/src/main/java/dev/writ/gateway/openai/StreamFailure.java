package dev.writ.gateway.openai;

import dev.writ.gateway.http.Problem;
import dev.writ.gateway.tokens.EndSentence;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model call that did not complete is in HTTP. Official clients repeat what was answered by 408, 409, 429 or 5xx,
 * and each repetition is a further execution: what another try cannot mend says so by the header field that they heed.
 */
final class StreamFailure {

    private static final String NO_RETRY = "x-should-retry";
    private static final int BAD_GATEWAY = 502;

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("model_unknown", 404),
            Map.entry("upstream_rate_limited", 429),
            Map.entry("upstream_circuit_open", 503),
            Map.entry("upstream_unavailable", 503),
            Map.entry("upstream_unreachable", 503),
            Map.entry("agent_paused", 403),
            Map.entry("agent_demoted", 403),
            Map.entry("emergency_stop", 403),
            Map.entry("cancelled_by_client", 422),
            Map.entry("client_disconnected", 422),
            Map.entry("orphaned", 422),
            Map.entry("tokens_expired", 410));

    private static final Set<String> FINAL = Set.of("upstream_rejected", "upstream_unauthorized", "upstream_forbidden");

    private StreamFailure() {}

    /** Of a stream whose last event is not that it is complete. */
    static Problem of(StreamEnded end) {
        String status = end.getStatus().name().toLowerCase(Locale.ROOT);
        int otherwise = switch (end.getStatus()) {
            case TIMED_OUT -> 504;
            case CANCELLED -> 422;
            default -> BAD_GATEWAY;
        };
        return problem(
                end.getErrorCode().orElse(status),
                EndSentence.of(end),
                otherwise,
                end.getStatus() == StreamEnd.CANCELLED);
    }

    /** Of an execution that has ended without a last token event. */
    static Problem of(ExecutionEvent event) {
        if (event.getBody() instanceof ExecutionFinished finished) {
            ExecutionStatus status = finished.getStatus();
            String word = status == ExecutionStatus.COMPLETED
                    ? "tokens_expired"
                    : status.name().toLowerCase(Locale.ROOT);
            boolean cancelled = status == ExecutionStatus.CANCELLED;
            return problem(
                    finished.getErrorCode().orElse(word),
                    finished.getErrorMessage(),
                    cancelled ? 422 : BAD_GATEWAY,
                    cancelled);
        }
        return problem("failed", Optional.empty(), BAD_GATEWAY, false);
    }

    /** Of a stream that goes on with another attempt, which says something else than what the client has already. */
    static Problem reset() {
        return problem(
                "stream_reset",
                Optional.of("The model call had to begin again and says something else now; ask again."),
                BAD_GATEWAY,
                false);
    }

    /** Of a stream that this gateway ends before its end. */
    static Problem interrupted(String code, String detail) {
        return problem(code, Optional.of(detail), 503, false);
    }

    private static Problem problem(String code, Optional<String> message, int otherwise, boolean cancelled) {
        int status = STATUS.getOrDefault(code, code.endsWith("_timeout") ? 504 : otherwise);
        String detail = message.filter(text -> !text.isBlank())
                .orElse("The model call did not complete: " + code.replace('_', ' ') + ".");
        String said = code.equals("model_unknown") ? "model_not_found" : code;
        Problem problem = Problem.of(status, said, "Model call failed", detail);
        boolean noRetry = cancelled || (status < 500 && status != 429) || FINAL.contains(code);
        return noRetry ? problem.withHeader(NO_RETRY, "false") : problem;
    }
}
