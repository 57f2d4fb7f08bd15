package dev.writ.gateway.disconnect;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs things later. */
@FunctionalInterface
public interface Alarm {

    /** Something that is to run later. */
    interface Bell {
        /** Lets it not run, if it has not begun. */
        void cancel();
    }

    /** Runs something once, after a time of zero or more. It must not block. */
    Bell after(Duration delay, Runnable task);

    /** Alarms on a scheduler. */
    static Alarm on(ScheduledExecutorService scheduler) {
        return (delay, task) -> {
            ScheduledFuture<?> future = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        };
    }
}
