package dev.writ.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.event.StreamEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamFailureTest {

    @ParameterizedTest
    @CsvSource({
        "FAILED, model_unknown, 404, model_not_found, false",
        "FAILED, upstream_rate_limited, 429, upstream_rate_limited, true",
        "FAILED, upstream_circuit_open, 503, upstream_circuit_open, true",
        "FAILED, upstream_unavailable, 503, upstream_unavailable, true",
        "TIMED_OUT, upstream_idle_timeout, 504, upstream_idle_timeout, true",
        "TIMED_OUT, , 504, timed_out, true",
        "FAILED, upstream_truncated, 502, upstream_truncated, true",
        "FAILED, upstream_rejected, 502, upstream_rejected, false",
        "CANCELLED, agent_paused, 403, agent_paused, false",
        "CANCELLED, emergency_stop, 403, emergency_stop, false",
        "CANCELLED, cancelled_by_client, 422, cancelled_by_client, false"
    })
    void answersEachCauseByAStatusThatTellsWhetherToTryAgain(
            StreamEnd status, String code, int http, String told, boolean retry) {
        // When
        Problem problem = StreamFailure.of(Told.ended(status, code).build());

        // Then
        assertThat(problem.status()).isEqualTo(http);
        assertThat(problem.code()).isEqualTo(told);
        assertThat(problem.headers().containsKey("x-should-retry")).isNotEqualTo(retry);
        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void repeatsTheProvidersWordsToWhoeverAsked() {
        // When
        Problem problem = StreamFailure.of(Told.ended(StreamEnd.FAILED, "upstream_rejected")
                .setErrorMessage("the provider answered 400")
                .setProviderMessage("no such parameter: hot")
                .build());

        // Then
        assertThat(problem.detail()).isEqualTo("the provider answered 400: no such parameter: hot");
    }

    @Test
    void writesProblemsAsErrorObjects() {
        // When
        String member = new ErrorFormat()
                .write(Problems.invalid("invalid_member", "/messages/0/content", "A text is needed."))
                .toString();
        String blocked = new ErrorFormat()
                .write(Problem.of(403, "blocked", "Blocked", "because").with("governance_check", "all"))
                .toString();

        // Then
        assertThat(member)
                .isEqualTo("{\"error\":{\"message\":\"A text is needed.\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"messages[0].content\",\"code\":\"invalid_member\"}}");
        assertThat(blocked)
                .isEqualTo("{\"error\":{\"message\":\"because\",\"type\":\"permission_error\",\"param\":null,"
                        + "\"code\":\"blocked\"},\"governance_check\":\"all\"}");
    }

    @ParameterizedTest
    @CsvSource({"/v1/models, true", "/v1, true", "/v1beta/models, false", "/api/v1/x, false"})
    void speaksTheDialectBelowItsPathOnly(String path, boolean speaks) {
        assertThat(new ErrorFormat().isFor(path)).isEqualTo(speaks);
    }
}
