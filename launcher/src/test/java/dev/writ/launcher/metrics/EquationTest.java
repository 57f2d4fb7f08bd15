package dev.writ.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EquationTest {

    private static final Exposition METRICS = Exposition.parse("""
            # HELP a_total things
            # TYPE a_total counter
            a_total{kind="x",topic="writ.requests.chat"} 3.0
            a_total{kind="y",topic="writ.agents"} 4.0
            # TYPE b_seconds histogram
            b_seconds_bucket{kind="x",le="+Inf"} 2
            b_seconds_count{kind="x"} 2
            b_seconds_sum{kind="x"} 0.5
            # TYPE b_seconds_max gauge
            b_seconds_max{kind="x"} 0.4
            # TYPE c gauge
            c NaN
            """);

    @Test
    void sumsWhatMeetsTheConditions() {
        // Then
        assertThat(Equation.parse("a_total = 7").difference(METRICS)).isZero();
        assertThat(Equation.parse("a_total{kind!=\"x\"} = 4").difference(METRICS))
                .isZero();
        assertThat(Equation.parse("a_total{topic=~\"writ\\.requests\\..*\",kind=\"x\"} + b_seconds_count = 3")
                        .difference(METRICS))
                .isEqualTo(2);
        assertThat(Equation.parse("unknown_total = 0").difference(METRICS)).isZero();
    }

    @Test
    void knowsTypesAndLabelsAndLeavesMaximaOfHistogramsOut() {
        // Then
        assertThat(METRICS.metrics("a_", "b_", "c"))
                .isEqualTo(Map.of(
                        "a_total", new Metric("counter", Set.of("kind", "topic")),
                        "b_seconds", new Metric("histogram", Set.of("kind")),
                        "c", new Metric("gauge", Set.of())));
    }
}
