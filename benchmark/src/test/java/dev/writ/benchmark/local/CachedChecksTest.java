package dev.writ.benchmark.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.policy.Agent;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.CacheResult;
import dev.writ.topology.decide.DecisionCache;
import org.junit.jupiter.api.Test;

class CachedChecksTest {

    private static final String ACTION = "stream_chat";

    private final Policy policy = Policy.builtIn();
    private final DecisionCache cache = CachedChecks.cache();

    @Test
    void theVeryNextCheckSeesAnotherMaturity() {
        // Given
        assertThat(check(Agents.intern(1)).check().allowed()).isTrue();
        assertThat(check(Agents.intern(1)).result()).isEqualTo(CacheResult.HIT);

        // When
        DecisionCache.Answer demoted = check(Agents.student(1));
        DecisionCache.Answer promoted = check(Agents.intern(1));

        // Then
        assertThat(demoted.check().allowed()).isFalse();
        assertThat(demoted.result()).isEqualTo(CacheResult.MISS);
        assertThat(promoted.check().allowed()).isTrue();
        assertThat(promoted.result()).isEqualTo(CacheResult.MISS);
    }

    private DecisionCache.Answer check(Agent agent) {
        return cache.check(policy, agent, ACTION, 0);
    }
}
