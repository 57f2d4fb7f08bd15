package dev.writ.benchmark.revocation;

import dev.writ.benchmark.load.RunningStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A command that was answered. Times are nanoseconds of the monotonic clock.
 *
 * @param tokensBefore what the streams that it ends had said when it was sent, one number each
 */
record SentCommand(long sentAt, long answeredAt, List<Long> tokensBefore) {

    /** Sends it; ends with {@link UncheckedIOException} if it is refused. */
    static CompletableFuture<SentCommand> send(HttpClient http, HttpRequest request, List<RunningStream> streams) {
        List<Long> tokens = streams.stream().map(RunningStream::tokens).toList();
        long sentAt = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(answer -> new SentCommand(sentAt, answeredAt(answer), tokens));
    }

    private static long answeredAt(HttpResponse<String> answer) {
        long now = System.nanoTime();
        if (answer.statusCode() / 100 != 2) {
            throw new UncheckedIOException(new IOException(answer.uri() + " is refused: " + answer.body()));
        }
        return now;
    }
}
