package dev.writ.gateway.http;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A source that says what a test tells it to. */
final class ScriptedSource implements EventSource {

    final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public Step next(Duration wait) throws InterruptedException {
        Step step = steps.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        return step == null ? new Silence() : step;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
