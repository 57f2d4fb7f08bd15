package dev.writ.gateway;

import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of one gateway or more on the test cluster, whose topology and worker the test plays. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
abstract class GatewayTests {

    private final Map<String, String> settings;
    private final Deque<GatewayFixture> gateways = new ArrayDeque<>();
    TestCluster cluster;
    FakeTopology topology;
    GatewayFixture gateway;

    GatewayTests() {
        this(Map.of());
    }

    /** Tests whose gateways have these settings on top of {@link GatewayFixture}'s. */
    GatewayTests(Map<String, String> settings) {
        this.settings = settings;
    }

    @BeforeAll
    void startGateway(TestCluster shared) {
        cluster = shared;
        topology = new FakeTopology(cluster.connection());
        gateway = another();
    }

    /** Another gateway, which runs to the end of the class. */
    GatewayFixture another() {
        GatewayFixture started = new GatewayFixture(cluster, settings);
        gateways.push(started);
        return started;
    }

    @AfterAll
    void stopGateways() {
        gateways.forEach(GatewayFixture::close);
        topology.close();
    }
}
