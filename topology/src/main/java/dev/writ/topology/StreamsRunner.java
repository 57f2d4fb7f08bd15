package dev.writ.topology;

import dev.writ.schemas.KafkaTrouble;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Arrivals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Kafka Streams application running. A stream thread that dies is replaced; a client that ends in error, as it does
 * when its global thread dies, is made anew after a pause, until {@link #close}. One that neither runs nor restores anything
 * for 45 s is told of: most likely it waits for offsets in a transaction that Kafka never ended, which a person has to end.
 */
final class StreamsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STUCK = Duration.ofSeconds(45);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** Makes the topology of one client; each client needs its own. */
    interface Wiring {
        /**
         * Makes it.
         *
         * @param arrivals what has come for this client
         */
        Topology build(Arrivals arrivals);
    }

    private final String name;
    private final Wiring wiring;
    private final Properties settings;
    private final Duration commitInterval;
    private final CloseOptions closeOptions;
    private final MeterRegistry meters;
    private final Account account;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread supervisor;
    private volatile KafkaStreams streams;
    private volatile KafkaStreamsMetrics metrics;
    private volatile long movedAt = System.nanoTime();
    private volatile boolean stuckTold;

    StreamsRunner(
            String name,
            Wiring wiring,
            Properties settings,
            Duration commitInterval,
            GroupMembershipOperation atTheEnd,
            MeterRegistry meters,
            Account account) {
        this.name = name;
        this.wiring = wiring;
        this.settings = settings;
        this.commitInterval = commitInterval;
        this.closeOptions = CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(atTheEnd);
        this.meters = meters;
        this.account = account;
        settings.put(DeadLetterFailedProcessing.ACCOUNT, account);
        this.streams = start();
        this.metrics = measure(streams);
        this.supervisor = Thread.ofVirtual().name(name + "-supervisor").start(this::supervise);
    }

    String name() {
        return name;
    }

    /** Why it does not do its work now; empty if it does. */
    Optional<String> trouble() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("is " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private KafkaStreamsMetrics measure(KafkaStreams client) {
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(client, Tags.of("application.id", name));
        binder.bindTo(meters);
        return binder;
    }

    private KafkaStreams start() {
        Arrivals arrivals = new Arrivals();
        KafkaStreams client = new KafkaStreams(
                wiring.build(arrivals), settings, new PromptClients(commitInterval, arrivals, account.commits()));
        client.setUncaughtExceptionHandler(this::answer);
        client.setStateListener((now, before) -> moved());
        client.setGlobalStateRestoreListener(new RestoreProgress(this::moved));
        try {
            client.start();
        } catch (RuntimeException e) {
            client.close(CLOSE_TIMEOUT);
            throw e;
        }
        return client;
    }

    /** A refusal would meet the next thread at once: the client is made anew after a pause instead. */
    private StreamThreadExceptionResponse answer(Throwable failure) {
        if (KafkaTrouble.isRefusal(failure)) {
            LOG.error("{} ends, and is started again: {}", name, KafkaTrouble.inOneLine(failure));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread of {} died; another takes its place", name, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void supervise() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                KafkaStreams.State state = streams.state();
                if (state == KafkaStreams.State.RUNNING) {
                    moved();
                } else if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
                    restart(state);
                } else if (System.nanoTime() - movedAt > STUCK.toNanos() && !stuckTold) {
                    LOG.warn(
                            "{} is {} and goes no further. If its log speaks of unstable offsets, a transaction hangs in"
                                    + " Kafka: see kafka-transactions.sh find-hanging",
                            name,
                            state);
                    stuckTold = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void moved() {
        movedAt = System.nanoTime();
        stuckTold = false;
    }

    /** Starts the client again; one that cannot start now, because Kafka is away, is tried again after the next pause. */
    private void restart(KafkaStreams.State ended) {
        LOG.warn("{} is {}; it is started again", name, ended);
        moved();
        try {
            metrics.close();
            streams.close(closeOptions);
            streams = start();
            metrics = measure(streams);
        } catch (RuntimeException e) {
            LOG.error("{} cannot be started now", name, e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
        if (!streams.close(closeOptions)) {
            LOG.warn("{} does not end within {} s; its open transaction is aborted", name, CLOSE_TIMEOUT.toSeconds());
        }
    }
}
