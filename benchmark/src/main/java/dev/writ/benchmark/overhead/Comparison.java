package dev.writ.benchmark.overhead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Samples;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Both ways in turn, in one run: pair for pair, direct and through Writ, each first in every other pair. */
final class Comparison {

    private final HttpClient http;
    private final Way direct;
    private final Way writ;
    private final Samples directTimes = new Samples();
    private final Samples writTimes = new Samples();
    private final Samples differences = new Samples();
    private int failed;

    Comparison(HttpClient http, Way direct, Way writ) {
        this.http = http;
        this.direct = direct;
        this.writ = writ;
    }

    /** A round of pairs by one client that waits for each answer. */
    void oneClient(int pairs) throws InterruptedException, ExecutionException {
        for (int pair = 0; pair < pairs; pair++) {
            boolean directFirst = pair % 2 == 0;
            long first = ask(directFirst ? direct : writ);
            long second = ask(directFirst ? writ : direct);
            note(directFirst ? first : second, directFirst ? second : first);
        }
    }

    /**
     * A round of pairs at a rate, whether or not answers have come.
     *
     * @param rate pairs per second; the two of a pair are half a period apart
     */
    void atRate(int pairs, int rate) throws InterruptedException, ExecutionException {
        long half = Duration.ofSeconds(1).toNanos() / rate / 2;
        List<Future<Long>> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = 0; i < 2 * pairs; i++) {
                Thread.sleep(Duration.ofNanos(Math.max(0, begun + i * half - System.nanoTime())));
                boolean isDirect = (i % 2 == 0) == (i / 2 % 2 == 0);
                Callable<Long> asking = () -> ask(isDirect ? direct : writ);
                times.add(threads.submit(asking));
            }
        }
        for (int pair = 0; pair < pairs; pair++) {
            long first = times.get(2 * pair).get();
            long second = times.get(2 * pair + 1).get();
            boolean directFirst = pair % 2 == 0;
            note(directFirst ? first : second, directFirst ? second : first);
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("direct", directTimes.json());
        json.set("writ", writTimes.json());
        json.set("difference", differences.json());
        return json.put("failed", failed);
    }

    private void note(long directTime, long writTime) {
        if (directTime < 0 || writTime < 0) {
            failed++;
            return;
        }
        directTimes.add(directTime);
        writTimes.add(writTime);
        differences.add(writTime - directTime);
    }

    /** Negative if no text came. */
    private long ask(Way way) throws InterruptedException {
        try {
            return way.firstText(http);
        } catch (IOException e) {
            System.getLogger(Comparison.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
            return -1;
        }
    }
}
