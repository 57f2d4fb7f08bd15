package dev.writ.launcher.role;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * SIGINT and SIGTERM as something to wait for, so that what runs is stopped in order; the second one ends the process at
 * once. The signal API is the JDK's sun.misc.Signal, in the supported module jdk.unsupported; it is called by reflection
 * because the compiler has no way to accept its use without a warning.
 */
public final class StopSignals {

    private static final int SIGTERM_EXIT = 143;
    private static final int FORCED_EXIT = 130;

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private StopSignals() {}

    /** Takes the signals from the virtual machine, which would end the process. */
    public static StopSignals take() {
        StopSignals signals = new StopSignals();
        signals.handle("INT", 0);
        signals.handle("TERM", SIGTERM_EXIT);
        return signals;
    }

    /**
     * Waits for the first signal for some time.
     *
     * @return the exit code that belongs to it, 0 for SIGINT and 143 for SIGTERM; empty if none came
     * @throws InterruptedException if the wait is interrupted
     */
    public Optional<Integer> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(exitCode.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed with a failure", e);
        }
    }

    /** Whether a signal has come. */
    public boolean isStopping() {
        return exitCode.isDone();
    }

    private void handle(String name, int code) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        if (method.getName().equals("handle") && !exitCode.complete(code)) {
                            Runtime.getRuntime().halt(FORCED_EXIT);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java platform has no sun.misc.Signal", e);
        }
    }
}
