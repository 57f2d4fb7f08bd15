package dev.writ.benchmark.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CacheHitsTest {

    @Test
    void addsUpTheTasks() {
        // When
        CacheHits hits = CacheHits.of(List.of(
                "size=2,max_size=10000,hits=90,misses=6,evictions=0,invalidations=0,ttl_seconds=60",
                "size=1,max_size=10000,hits=3,misses=1,evictions=0,invalidations=0,ttl_seconds=60"));

        // Then
        assertThat(hits).isEqualTo(new CacheHits(93, 7));
        assertThat(hits.rate()).isEqualTo(0.93);
    }

    @Test
    void knowsNoRateWhereNothingWasAsked() {
        assertThat(CacheHits.of(List.of()).rate()).isNaN();
    }
}
