package dev.writ.local.kafka;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of a cluster of one, as {@link KafkaRaftServer} runs them, but for one step in between: the
 * controller forgets the broker that was killed before the broker comes back.
 *
 * <p>Otherwise the broker takes itself for the leader of its partitions until its old session has timed out, is fenced, and
 * leads nothing for a moment. A transaction that was being committed when the node was killed is lost in that moment: its
 * coordinator takes partitions without a leader for deleted ones, leaves out their commit markers, and the partitions,
 * {@code __consumer_offsets} among them, wait for ever (KRaftMetadataCache.getPartitionLeaderEndpoint in Kafka 4.3.1 gives
 * nothing where it used to give no node). A broker that was forgotten leads nothing from the start, so its coordinators
 * begin only when it does. It also need not wait for its old session.
 */
final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 20;

    private final ControllerServer controller;
    private final BrokerServer broker;

    private Node(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    static Node start(KafkaConfig config) throws InterruptedException, TimeoutException {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        QuorumConfig quorum = config.quorumConfig();
        SharedServer shared = new SharedServer(
                config,
                formatted._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, formatted._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        Node node = new Node(
                new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2()), new BrokerServer(shared));
        try {
            node.controller.startup();
            node.forget(config.nodeId());
            node.broker.startup();
            return node;
        } catch (InterruptedException | TimeoutException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Takes an earlier registration of the broker away, if there is one, as soon as the controller leads. */
    private void forget(int brokerId) throws InterruptedException, TimeoutException {
        Controller quorum = controller.controller();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                quorum.unregisterBroker(asItself(), brokerId).get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                    return;
                }
                if (!(e.getCause() instanceof NotControllerException) || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the controller does not lead: " + e.getMessage(), e);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static ControllerRequestContext asItself() {
        return new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    }

    @Override
    public void close() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
