package dev.writ.benchmark.revocation;

import dev.writ.benchmark.load.RunningStream;
import dev.writ.benchmark.load.StreamLoad;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.load.StreamResult;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One agent, its streams, and what ends them. */
final class Round implements StreamLoad.Moments {

    private final HttpClient http;
    private final Revocation revocation;
    private final StreamPlan plan;
    private final Duration after;
    private @Nullable CompletableFuture<List<SentCommand>> commands;

    /** @param after how long all streams run before the command is sent */
    Round(HttpClient http, Revocation revocation, StreamPlan plan, Duration after) {
        this.http = http;
        this.revocation = revocation;
        this.plan = plan;
        this.after = after;
    }

    @Override
    public void allTalk(List<RunningStream> streams) {
        commands = CompletableFuture.supplyAsync(
                        () -> send(streams), CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS))
                .thenCompose(Round::all);
    }

    /**
     * Runs it to the last stream's end.
     *
     * @throws IOException if a stream does not begin, or a command is refused
     */
    void run(Tally tally) throws IOException, InterruptedException {
        List<StreamResult> results = new StreamLoad(plan, this).run();
        CompletableFuture<List<SentCommand>> sent = commands;
        if (sent == null) {
            throw new IOException("not every stream began: "
                    + results.stream().map(StreamResult::trouble).distinct().toList());
        }
        try {
            tally.add(sent.get(), results);
        } catch (ExecutionException e) {
            throw new IOException(revocation.word() + ": " + e.getCause(), e);
        }
    }

    private List<CompletableFuture<SentCommand>> send(List<RunningStream> streams) {
        List<HttpRequest> requests = revocation.commands(
                plan.url(),
                plan.agent(),
                streams.stream().map(RunningStream::executionId).toList());
        int each = streams.size() / requests.size();
        List<CompletableFuture<SentCommand>> sent = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            sent.add(SentCommand.send(http, requests.get(i), streams.subList(i * each, (i + 1) * each)));
        }
        return sent;
    }

    private static CompletableFuture<List<SentCommand>> all(List<CompletableFuture<SentCommand>> sent) {
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(_ -> sent.stream().map(CompletableFuture::join).toList());
    }
}
