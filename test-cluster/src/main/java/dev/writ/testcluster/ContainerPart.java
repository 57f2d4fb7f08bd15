package dev.writ.testcluster;

import static org.awaitility.Awaitility.await;

import dev.writ.local.Ports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * One container that can be stopped and started again. Its host port is chosen here, since the engine would choose another
 * one at each start.
 */
final class ContainerPart<C extends GenericContainer<?>> implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_SECONDS_TO_STOP = 30;

    private final C container;
    private final String host = DockerClientFactory.instance().dockerHostIpAddress();
    private final int port = Ports.free();

    private boolean stopped;

    /**
     * @param container not started yet
     * @param inner the port that it listens on, 1 to 65535
     */
    ContainerPart(C container, int inner) {
        this.container = container;
        boolean here = host.equals("localhost");
        container.setPortBindings(List.of((here ? Ports.LOOPBACK + ":" : "") + port + ":" + inner));
        container.addExposedPort(inner);
        container.withStartupTimeout(LONGEST_START);
    }

    C container() {
        return container;
    }

    /** Where clients reach it, host:port. */
    String address() {
        return (host.equals("localhost") ? Ports.LOOPBACK : host) + ":" + port;
    }

    /** Starts it for the first time; back when it is ready. */
    void start() {
        container.start();
    }

    /** Ends its process, in order if it can, and keeps its files; nothing if it is stopped. */
    synchronized void stop() {
        if (!stopped) {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(MOST_SECONDS_TO_STOP)
                    .exec();
            stopped = true;
        }
    }

    /** Starts it on its files; back when it answers; nothing if it runs. */
    synchronized void startAgain(Callable<Boolean> answers) {
        if (stopped) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
            stopped = false;
            await(container.getDockerImageName())
                    .atMost(LONGEST_START)
                    .pollInterval(BETWEEN_LOOKS)
                    .ignoreExceptions()
                    .until(answers);
        }
    }

    /** Removes the container and its files, also one that has not started. */
    @Override
    public void close() {
        container.stop();
    }
}
