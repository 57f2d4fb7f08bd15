package dev.writ.gateway.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request's body as it arrives. */
final class Body {

    private static final Duration DISCARD_TIME = Duration.ofSeconds(1);
    private static final long DISCARD_BYTES = 1 << 20;

    private Body() {}

    /**
     * Waits for the next part of a body, which may be a failure; the caller releases it.
     *
     * @param deadline as of {@link System#nanoTime()}; what has arrived is given even after it
     * @return empty if nothing came in time
     */
    static Optional<Content.Chunk> next(Request request, long deadline) throws InterruptedException {
        Semaphore readable = new Semaphore(0);
        Content.Chunk chunk = request.read();
        while (chunk == null) {
            request.demand(readable::release);
            if (!readable.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            chunk = request.read();
        }
        return Optional.of(chunk);
    }

    /**
     * Reads what is left of a body whose answer is known already, for at most 1 s and 1 MiB; not of one that waits to be asked
     * for (100-continue). An HTTP/2 stream that is answered in the middle of its request is reset, an HTTP/1.1 connection is
     * closed, and clients may lose the answer with it (RFC 9113, section 8.1; RFC 9112, section 9.6).
     */
    static void discard(Request request) {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        long deadline = System.nanoTime() + DISCARD_TIME.toNanos();
        long read = 0;
        boolean more = true;
        try {
            while (more && read < DISCARD_BYTES) {
                Optional<Content.Chunk> next = next(request, deadline);
                more = next.isPresent() && !next.get().isLast() && !Content.Chunk.isFailure(next.get());
                read += next.map(Content.Chunk::remaining).orElse(0);
                next.ifPresent(Content.Chunk::release);
            }
        } catch (InterruptedException e) {
            // The server stops: the answer goes out at once.
            Thread.currentThread().interrupt();
        }
    }
}
