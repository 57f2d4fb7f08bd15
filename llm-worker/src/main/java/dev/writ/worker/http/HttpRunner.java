package dev.writ.worker.http;

import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.provider.StreamOutcome;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider over HTTP, in a dialect.
 *
 * <p>HTTP/1.1, one connection for each running stream: over HTTP/2 the streams would share one, and servers cap the streams
 * of a connection at about a hundred. Redirects are not followed: the key would go with them.
 */
public final class HttpRunner implements ModelRunner {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Dialect dialect;
    private final HttpConfig config;
    private final Pacer pacer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final HttpCall call;

    /**
     * @param pacer lets the time between repeated calls pass
     * @param clock for dates in Retry-After
     */
    public HttpRunner(Dialect dialect, HttpConfig config, Pacer pacer, InstantSource clock) {
        this.dialect = dialect;
        this.config = config;
        this.pacer = pacer;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeouts().connect())
                .executor(threads)
                .build();
        this.call = new HttpCall(http, config.timeouts(), new Refusal(config.cleaner(), clock));
    }

    @Override
    public StreamOutcome complete(ModelCall asked, DeltaSink sink) throws InterruptedException {
        HttpRequest post = post(asked);
        Deadline total = Deadline.in(config.timeouts().total());
        for (int attempt = 1; ; attempt++) {
            sink.calling(new ModelRef(config.name(), asked.model()));
            Try tried = call.make(post, dialect.reader(), sink, total);
            if (!(tried instanceof Try.Repeatable again) || attempt == config.maxAttempts()) {
                return tried.outcome();
            }
            Duration wait = again.retryAfter().orElse(backoff(attempt));
            if (wait.compareTo(LONGEST_WAIT) > 0 || wait.compareTo(total.left()) >= 0) {
                return tried.outcome();
            }
            pacer.await(wait);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    private HttpRequest post(ModelCall asked) {
        HttpRequest.Builder post = HttpRequest.newBuilder(config.at(dialect.path()))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .header("X-Request-Id", asked.request().getExecutionId() + "." + asked.attempt())
                .POST(BodyPublishers.ofString(dialect.body(asked.request(), asked.model())));
        dialect.headers(config.key()).forEach(post::header);
        String trace = asked.traceparent();
        if (trace != null) {
            post.header("traceparent", trace);
        }
        return post.build();
    }

    private static Duration backoff(int attempt) {
        return FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 6));
    }
}
