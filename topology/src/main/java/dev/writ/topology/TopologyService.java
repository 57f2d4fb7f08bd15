package dev.writ.topology;

import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.telemetry.Tracing;
import dev.writ.topology.account.Account;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology as a running service: the governance application and the recorder beside it. */
public final class TopologyService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GovernanceConfig config;
    private final SchemaRegistryClient registry;
    private final MeterRegistry meters;
    private final Account account;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter;
    private volatile List<StreamsRunner> applications = List.of();
    private volatile String waitsFor = "is starting";

    private TopologyService(GovernanceConfig config, MeterRegistry meters, Tracing tracing) {
        this.config = config;
        this.registry = new RetryingRegistry(config.connection().registry());
        this.meters = meters;
        this.account = Account.of(meters, tracing);
        this.starter =
                Thread.ofVirtual().name(config.applicationId() + "-starter").start(this::run);
    }

    /** Starts it without traces. */
    public static TopologyService start(GovernanceConfig config, MeterRegistry meters) {
        return start(config, meters, Tracing.OFF);
    }

    /** Starts it, whether or not Kafka and the registry are there and have the topics: it waits for them, unready. */
    public static TopologyService start(GovernanceConfig config, MeterRegistry meters, Tracing tracing) {
        return new TopologyService(config, meters, tracing);
    }

    private void run() {
        String told = "";
        try {
            do {
                try {
                    startApplications();
                    return;
                } catch (KafkaException e) {
                    String why = KafkaTrouble.inOneLine(e);
                    waitsFor = "cannot start now: " + why;
                    if (!why.equals(told)) {
                        LOG.warn("the topology cannot start now, and tries again: {}", why);
                        told = why;
                    }
                    LOG.debug("why it cannot", e);
                }
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            waitsFor = "has failed";
            LOG.error("the topology cannot start", e);
        }
    }

    private void startApplications() {
        if (applications.isEmpty()) {
            Bootstrap.publish(config, registry);
            applications = List.of(runner(
                    config.applicationId(), arrivals -> GovernanceTopology.build(config, registry, arrivals, account)));
        }
        applications = List.of(
                applications.getFirst(), runner(config.recorderId(), _ -> RecorderTopology.build(registry, account)));
    }

    private StreamsRunner runner(String id, StreamsRunner.Wiring wiring) {
        GroupMembershipOperation atTheEnd = config.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        return new StreamsRunner(
                id,
                wiring,
                StreamsSettings.of(config, id, registry),
                config.commitInterval(),
                atTheEnd,
                meters,
                account);
    }

    /** Why each application that does not run now does not, by its name; empty if requests are being decided. */
    public Map<String, String> troubles() {
        List<StreamsRunner> started = applications;
        if (started.size() < 2) {
            return Map.of(config.applicationId(), waitsFor);
        }
        Map<String, String> troubles = new TreeMap<>();
        started.forEach(runner -> runner.trouble().ifPresent(trouble -> troubles.put(runner.name(), trouble)));
        return troubles;
    }

    /** Whether requests are being decided. */
    public boolean isReady() {
        return troubles().isEmpty();
    }

    /**
     * Stops after the running transactions. An instance without a stable name leaves its group, so that others take over at
     * once; one with a name stays in it for the session timeout, to go on with the same tasks after a restart.
     */
    @Override
    public void close() {
        closing.countDown();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture.allOf(applications.stream()
                        .map(runner -> CompletableFuture.runAsync(
                                runner::close, task -> Thread.ofVirtual().start(task)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
