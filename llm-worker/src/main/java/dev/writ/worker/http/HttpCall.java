package dev.writ.worker.http;

import dev.writ.worker.http.BodyFeed.Signal;
import dev.writ.worker.http.Dialect.EventReader;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.TimedOut;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One HTTP call from its request to the end of its answer. */
final class HttpCall {

    private static final int MOST_ERROR_BYTES = 64 * 1024;
    private static final int OK = 200;

    private final HttpClient http;
    private final Timeouts timeouts;
    private final Refusal refusal;

    HttpCall(HttpClient http, Timeouts timeouts, Refusal refusal) {
        this.http = http;
        this.timeouts = timeouts;
        this.refusal = refusal;
    }

    /**
     * Makes the call.
     *
     * @param total by when the whole completion must have ended
     */
    Try make(HttpRequest request, EventReader events, DeltaSink sink, Deadline total) throws InterruptedException {
        Deadline firstByte = Deadline.in(timeouts.firstByte());
        boolean totalFirst = total.isBefore(firstByte);
        CompletableFuture<HttpResponse<BodyFeed>> sent = http.sendAsync(request, head -> new BodyFeed());
        HttpResponse<BodyFeed> response;
        try {
            response = sent.get((totalFirst ? total : firstByte).left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp(sent);
            return new Try.Final(new TimedOut(
                    totalFirst ? ErrorCode.UPSTREAM_TOTAL_TIMEOUT : ErrorCode.UPSTREAM_FIRST_BYTE_TIMEOUT,
                    "the provider did not begin to answer in time"));
        } catch (ExecutionException e) {
            return noAnswer(e.getCause());
        } catch (InterruptedException e) {
            giveUp(sent);
            throw e;
        }
        if (response.statusCode() != OK) {
            return refusal.of(response.statusCode(), response.headers(), errorBody(response.body(), total));
        }
        if (isJson(response)) {
            return notAStream(errorBody(response.body(), total));
        }
        AnswerReader reader = new AnswerReader(response.body(), events, sink, refusal);
        return new Try.Final(reader.read(firstByte, timeouts.idle(), total));
    }

    /** Closes the connection, also where the head comes just now. */
    private static void giveUp(CompletableFuture<HttpResponse<BodyFeed>> sent) {
        sent.cancel(true);
        var _ = sent.thenAccept(response -> response.body().cancel());
    }

    /** Some servers report an error as plain JSON under status 200. */
    private Try notAStream(String body) {
        ProviderError error = Json.errorInBody(body);
        return new Try.Final(
                error == null
                        ? new StreamOutcome.Failed(
                                ErrorCode.UPSTREAM_PROTOCOL,
                                "the provider answered with JSON where a stream was asked for")
                        : refusal.reported("the provider reported an error", error, null));
    }

    private Try noAnswer(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException timeout ->
                new Try.Repeatable(
                        new TimedOut(ErrorCode.UPSTREAM_CONNECT_TIMEOUT, "connecting to the provider took too long"),
                        Optional.empty());
            case ConnectException refused -> new Try.Repeatable(unreachable("no connection", null), Optional.empty());
            case null -> new Try.Final(unreachable("no cause", null));
            // Its message may quote what came: a header, or the first line.
            case Throwable other -> new Try.Final(unreachable(other.getClass().getSimpleName(), other.getMessage()));
        };
    }

    /** The body as far as it is short and comes in time; closes the connection if there is more. */
    private String errorBody(BodyFeed body, Deadline total) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < MOST_ERROR_BYTES) {
            Duration wait = timeouts.idle().compareTo(total.left()) < 0 ? timeouts.idle() : total.left();
            if (!(body.next(wait) instanceof Signal.Bytes part)) {
                break;
            }
            for (ByteBuffer buffer : part.buffers()) {
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                bytes.writeBytes(copy);
            }
        }
        body.cancel();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private StreamOutcome unreachable(String why, @Nullable String said) {
        return refusal.failed(ErrorCode.UPSTREAM_UNREACHABLE, "the provider cannot be reached: " + why, said, null);
    }

    private static boolean isJson(HttpResponse<?> response) {
        return response.headers().firstValue("content-type").orElse("").startsWith("application/json");
    }
}
