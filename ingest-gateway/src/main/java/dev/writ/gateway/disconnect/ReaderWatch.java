package dev.writ.gateway.disconnect;

import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.event.DisconnectRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what is spent on streams that nobody reads any more. When the last reader of a stream on this gateway has left
 * before its end, the stream is cancelled: at once if its request asked for that, else after the orphan timeout.
 *
 * <p>The gateway at which a stream was joined last is responsible for it. So a reader that moves on to another gateway is
 * not taken for gone when this one notices, which may be later.
 */
public final class ReaderWatch {

    /** The code of a stream that is cancelled as its request asked. */
    static final String CLIENT_DISCONNECTED = "client_disconnected";

    /** The code of a stream that is cancelled because nobody came back. */
    static final String ORPHANED = "orphaned";

    private static final Logger LOG = LoggerFactory.getLogger(ReaderWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** What the watch says about executions. */
    public interface Controls {

        /**
         * Asks for the end of an execution.
         *
         * @throws ProblemException 503 if that cannot be asked now
         */
        void cancel(String executionId, String code) throws InterruptedException;

        /**
         * Says that an execution is read on this gateway.
         *
         * @throws ProblemException 503 if that cannot be said now
         */
        void reading(String executionId) throws InterruptedException;
    }

    /** One stream that has readers here, or had. */
    private static final class Watched {
        private int readers;
        private boolean readElsewhere;
        private boolean cut;
        private @Nullable DisconnectRule rule;
        private Alarm.@Nullable Bell bell;

        private void silence() {
            if (bell != null) {
                bell.cancel();
                bell = null;
            }
        }
    }

    private final Controls controls;
    private final Duration orphanTimeout;
    private final Alarm alarm;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watched> streams = new HashMap<>();
    private boolean stopped;

    /**
     * A watch over no streams.
     *
     * @param orphanTimeout how long a stream may go on without a reader; zero: for ever
     * @param executor runs what waits for Kafka
     */
    public ReaderWatch(Controls controls, Duration orphanTimeout, Alarm alarm, Executor executor) {
        this.controls = controls;
        this.orphanTimeout = orphanTimeout;
        this.alarm = alarm;
        this.executor = executor;
    }

    /**
     * A reader began to read.
     *
     * @param rule the stream's, if it has begun
     * @param announced whether other gateways are to know: the reader may have been theirs
     */
    public void joined(String executionId, Optional<DisconnectRule> rule, boolean announced) {
        lock.lock();
        try {
            Watched stream = streams.computeIfAbsent(executionId, _ -> new Watched());
            stream.silence();
            stream.readers++;
            stream.readElsewhere = false;
            stream.cut = false;
            rule.ifPresent(known -> stream.rule = known);
        } finally {
            lock.unlock();
        }
        if (announced) {
            executor.execute(() -> announce(executionId));
        }
    }

    /** A reader that had joined left. */
    public void left(String executionId, Departure departure) {
        Runnable then = () -> {};
        lock.lock();
        try {
            Watched stream = streams.get(executionId);
            if (stream == null || --stream.readers > 0) {
                return;
            }
            stream.cut = departure == Departure.CUT;
            if (stopped || stream.readElsewhere || departure == Departure.READ_TO_THE_END) {
                streams.remove(executionId);
            } else if (isToEndNow(stream)) {
                streams.remove(executionId);
                then = () -> cancel(executionId, CLIENT_DISCONNECTED);
            } else if (!orphanTimeout.isZero()) {
                ringAfter(executionId, stream, orphanTimeout, ORPHANED);
            } else if (stream.rule != null) {
                streams.remove(executionId);
            }
        } finally {
            lock.unlock();
        }
        then.run();
    }

    /** A stream began; its readers may have left already. */
    public void started(String executionId, DisconnectRule rule) {
        Runnable then = () -> {};
        lock.lock();
        try {
            Watched stream = streams.get(executionId);
            if (stream == null) {
                return;
            }
            stream.rule = rule;
            if (stream.readers == 0 && !stopped && isToEndNow(stream)) {
                stream.silence();
                streams.remove(executionId);
                then = () -> cancel(executionId, CLIENT_DISCONNECTED);
            }
        } finally {
            lock.unlock();
        }
        then.run();
    }

    /** A stream ended. */
    public void ended(String executionId) {
        lock.lock();
        try {
            Watched stream = streams.remove(executionId);
            if (stream != null) {
                stream.silence();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A reader joined a stream on another gateway, which is responsible for it from now on. */
    public void readElsewhere(String executionId) {
        lock.lock();
        try {
            Watched stream = streams.get(executionId);
            if (stream != null) {
                stream.readElsewhere = true;
                if (stream.readers == 0) {
                    stream.silence();
                    streams.remove(executionId);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** From here on nothing is cancelled: readers that leave are sent to other gateways. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            streams.values().forEach(Watched::silence);
            streams.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A reader that was cut is meant to come back, so it gets the orphan's time. */
    private static boolean isToEndNow(Watched stream) {
        return stream.rule == DisconnectRule.CANCEL && !stream.cut;
    }

    /** To be called under the lock. */
    private void ringAfter(String executionId, Watched stream, Duration delay, String code) {
        stream.silence();
        stream.bell = alarm.after(delay, () -> rings(executionId, stream, code));
    }

    private void rings(String executionId, Watched stream, String code) {
        lock.lock();
        try {
            if (stream.readers > 0 || stopped || !streams.remove(executionId, stream)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        cancel(executionId, code);
    }

    private void cancel(String executionId, String code) {
        executor.execute(() -> {
            try {
                controls.cancel(executionId, code);
                LOG.info("{} is to end: {}", executionId, code);
            } catch (ProblemException e) {
                LOG.warn("{} cannot be ended now ({}); it is tried again: {}", executionId, code, e.getMessage());
                tryAgain(executionId, code);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void tryAgain(String executionId, String code) {
        lock.lock();
        try {
            if (!stopped && !streams.containsKey(executionId)) {
                Watched stream = new Watched();
                streams.put(executionId, stream);
                ringAfter(executionId, stream, RETRY, code);
            }
        } finally {
            lock.unlock();
        }
    }

    private void announce(String executionId) {
        try {
            controls.reading(executionId);
        } catch (ProblemException e) {
            LOG.warn("other gateways do not hear that {} is read here: {}", executionId, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
