package dev.writ.worker;

import static org.awaitility.Awaitility.await;

import dev.writ.schemas.KafkaConnection;
import dev.writ.testcluster.TestCluster;
import dev.writ.worker.provider.CompletionProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Workers against a cluster, all in one group. */
final class TestWorkers {

    static final String GROUP = "writ-worker-tests";

    private TestWorkers() {}

    static WorkerConfig config(TestCluster cluster, Map<String, String> more) {
        return config(cluster, more, Map.of());
    }

    static WorkerConfig config(TestCluster cluster, Map<String, String> more, Map<String, String> environment) {
        return WorkerConfig.from(settings(cluster, more), environment);
    }

    static Map<String, String> settings(TestCluster cluster, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put(KafkaConnection.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        settings.put(KafkaConnection.REGISTRY_URL, cluster.registryUrl().toString());
        settings.put(WorkerKeys.GROUP_ID, GROUP);
        settings.put(WorkerKeys.SIMULATED_TOKENS_PER_SECOND, "500");
        settings.putAll(more);
        return settings;
    }

    static WorkerService start(TestCluster cluster) {
        return ready(WorkerService.start(config(cluster, Map.of()), new SimpleMeterRegistry()));
    }

    /** A worker with the provider that the settings name. */
    static WorkerService start(TestCluster cluster, Map<String, String> more) {
        return ready(WorkerService.start(config(cluster, more), new SimpleMeterRegistry()));
    }

    static WorkerService start(TestCluster cluster, CompletionProvider provider, Map<String, String> more) {
        return ready(WorkerService.start(config(cluster, more), provider, new SimpleMeterRegistry()));
    }

    private static WorkerService ready(WorkerService worker) {
        await().atMost(Duration.ofSeconds(30)).until(worker::isReady);
        return worker;
    }
}
