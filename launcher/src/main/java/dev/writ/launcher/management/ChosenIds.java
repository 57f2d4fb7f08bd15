package dev.writ.launcher.management;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids by chance, but for a span whose id was chosen by the thread that makes it, just before. */
final class ChosenIds implements IdGenerator {

    private static final ThreadLocal<String> NEXT = new ThreadLocal<>();

    private final IdGenerator random = IdGenerator.random();

    /** The id of the span that this thread makes next: 16 hexadecimal digits, not all of them 0. */
    static void next(String spanId) {
        NEXT.set(spanId);
    }

    @Override
    public String generateSpanId() {
        String chosen = NEXT.get();
        if (chosen == null) {
            return random.generateSpanId();
        }
        NEXT.remove();
        return chosen;
    }

    @Override
    public String generateTraceId() {
        return random.generateTraceId();
    }
}
