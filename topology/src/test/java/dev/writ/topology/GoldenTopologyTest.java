package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.topology.io.Arrivals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/**
 * Names of nodes and stores are names of changelogs and of consumer state: a change here is a migration. If it is meant, copy
 * the description that the failure prints into the golden file.
 */
class GoldenTopologyTest {

    @Test
    void theGovernanceTopologyIsAsRecorded() throws IOException {
        assertGolden(
                GovernanceTopology.build(GovernanceConfig.from(Map.of()), new InMemorySchemaRegistry(), new Arrivals()),
                "/expected-topology.txt");
    }

    @Test
    void theRecorderTopologyIsAsRecorded() throws IOException {
        assertGolden(RecorderTopology.build(new InMemorySchemaRegistry()), "/expected-recorder-topology.txt");
    }

    private static void assertGolden(Topology topology, String file) throws IOException {
        try (var golden = Objects.requireNonNull(GoldenTopologyTest.class.getResourceAsStream(file), file)) {
            assertThat(topology.describe().toString())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
