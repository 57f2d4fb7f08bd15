package dev.writ.benchmark.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Measurement;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.local.Agents;
import dev.writ.benchmark.local.LocalWrit;
import dev.writ.benchmark.local.RequestRecords;
import dev.writ.benchmark.local.SettingOptions;
import dev.writ.benchmark.path.Run;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.RoundOption;
import dev.writ.gateway.GatewayConfig;
import dev.writ.gateway.GatewayService;
import dev.writ.gateway.Metrics;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.http.Route;
import dev.writ.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what clients of the gateway wait for. */
@Command(
        name = "gateway",
        description = "Requests a second, and the time of each, waiting for a decision, against the same HTTP server"
                + " without Kafka; and without waiting, against a bare producer.")
public final class GatewayCommand extends Measurement {

    private static final String PATH = "/api/governance/check";
    private static final String HTTP = "http://127.0.0.1:";
    private static final String BARE_TOPIC = "bench.acks";
    private static final int AGENTS = 100;
    private static final int PARTITIONS = 6;
    /** So many users that each partition has requests of some. */
    private static final int ALL_OVER = 64;

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    @Option(
            names = "--clients",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1,64,512",
            description = "Numbers of clients at a time (default: ${DEFAULT-VALUE}).")
    private List<Integer> clients = List.of();

    @Option(
            names = "--seconds",
            converter = AtLeastOne.class,
            defaultValue = "5",
            description = "How long each way runs with each number of clients (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin
    private RoundOption repeated = new RoundOption();

    @Mixin
    private SettingOptions set = new SettingOptions();

    /** Tells how far it is. */
    public GatewayCommand(PrintWriter out) {
        super("gateway", out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException {
        json.put("seconds", seconds).put("rounds", repeated.rounds()).put("agents", AGENTS);
        GatewayReport report = new GatewayReport(json, clients);
        try (LocalWrit writ = LocalWrit.start(PARTITIONS, set.settings())) {
            say("starting topology and gateway");
            writ.startTopology();
            Agents.register(writ.kafka(), 0, AGENTS);
            writ.createTopics(Topics.CHECK_REQUESTS, BARE_TOPIC);
            GatewayConfig config = config(writ);
            try (GatewayService gateway = GatewayService.start(config, Metrics.unserved())) {
                awaitReady(gateway);
                JsonNode answer = answerOf(gateway);
                try (HttpServer bare = HttpServer.start(
                                config.http(),
                                List.of(Route.post(PATH, exchange -> {
                                    exchange.body();
                                    return Answer.ok(answer);
                                })),
                                new SimpleMeterRegistry());
                        AckLoop acks = new AckLoop(writ.kafka(), bareRecords(writ))) {
                    measure(gateway, bare, acks, report);
                }
            }
        }
        return report.make();
    }

    private void measure(GatewayService gateway, HttpServer bare, AckLoop acks, GatewayReport report)
            throws IOException, InterruptedException {
        ClosedLoop alone = new ClosedLoop(bare.port(), PATH, "", GatewayCommand::body, 200);
        ClosedLoop waiting = new ClosedLoop(gateway.port(), PATH, "", GatewayCommand::body, 200);
        ClosedLoop async = new ClosedLoop(gateway.port(), PATH, "Prefer: respond-async\r\n", GatewayCommand::body, 202);
        Duration time = Duration.ofSeconds(seconds);
        int rounds = repeated.rounds();
        for (int round = 0; round <= rounds; round++) {
            say(round == 0 ? "warming up" : "round " + round + " of " + rounds);
            for (int number : Rounds.inTurn(clients, round)) {
                for (Way way : Rounds.inTurn(Way.ALL, round)) {
                    Run run = switch (way) {
                        case HTTP_ALONE -> alone.run(number, time);
                        case WAITING -> waiting.run(number, time);
                        case ASYNC -> async.run(number, time);
                        case PRODUCER -> acks.run(number, time);
                    };
                    if (way == Way.ASYNC) {
                        // What nobody waits for is decided before anything else is measured.
                        waiting.run(ALL_OVER, Duration.ZERO);
                    }
                    if (round > 0) {
                        run.addTo(report.of(number), way.words());
                    }
                }
            }
        }
    }

    private static GatewayConfig config(LocalWrit writ) {
        Map<String, String> all = new HashMap<>(writ.connection());
        all.put("gateway.port", "0");
        // An answer without its decision would be no answer.
        all.put("gateway.decision.timeout.ms", "60000");
        all.put("gateway.drain.ms", "0");
        return GatewayConfig.from(all);
    }

    private static void awaitReady(GatewayService gateway) throws IOException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!gateway.isReady()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the gateway does not get ready: " + gateway.troubles());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** What the server without Kafka answers too. */
    private static JsonNode answerOf(GatewayService gateway) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(HTTP + gateway.port() + PATH))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body(0)))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the gateway answers " + answer.statusCode() + ": " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body());
        }
    }

    private static Function<String, ProducerRecord<byte[], byte[]>> bareRecords(LocalWrit writ) {
        RequestRecords requests = new RequestRecords(writ.kafka().registry(), () -> 0);
        return key -> requests.checkTo(BARE_TOPIC, key);
    }

    private static String body(int client) {
        return """
            {"action": "stream_chat", "agent_id": "%s", "user_id": "bench-user-%d"}""".formatted(Agents.id(client % AGENTS), client);
    }
}
