package dev.writ.benchmark.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HitRateTest {

    @Test
    void hasTheAnswerToMoreThanNineChecksInTenOfAThousandAgents() {
        assertThat(HitRate.under(1_000).rate()).isBetween(0.9, 1.0);
    }

    @Test
    void hasItLessOftenTheMoreAgentsThereAre() {
        assertThat(HitRate.under(100_000).rate())
                .isLessThan(HitRate.under(1_000).rate());
    }
}
