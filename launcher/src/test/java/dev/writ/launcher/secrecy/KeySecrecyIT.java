package dev.writ.launcher.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.Writ;
import dev.writ.launcher.client.Database;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.process.WritProcess;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.worker.keys.SealedFile;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The keys of providers, and the passphrase that seals one of them, are nowhere that a whole Writ writes or says, also when
 * the providers quote them in their errors. Each search must find something else there, the mark in a key's place if it can.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KeySecrecyIT {

    private static final String ENVIRONMENT_KEY = "sk-canary+4f1d/9a77=environment";
    private static final String SEALED_KEY = "sk-canary+83c2/50be=sealed";
    private static final String PASSPHRASE = "canary passphrase+d06e/71fa=";
    private static final List<Needle> SECRETS =
            Stream.of(ENVIRONMENT_KEY, SEALED_KEY, PASSPHRASE).map(Needle::new).toList();

    /** What stands where a provider quoted a key. */
    private static final String MARK = "request with key [key]";

    private static final String CIRCUIT_OPEN = "The circuit of simulated-500 at by-environment is open";
    private static final String PROMPT = "A prompt that nobody else writes";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY_VARIABLE = "WRIT_WORKER_OPENAI_API_KEY";

    /** How the providers answer. */
    private static final List<String> MODELS =
            List.of("simulated", "simulated-400", "simulated-401", "simulated-500", "simulated-error-object");

    private final Path folder;
    private final Path data;
    private final Map<String, String> environment;
    private final List<Trace> answers = new ArrayList<>();
    private final List<Trace> topics;
    private final List<Trace> tables;
    private final Trace printed;

    KeySecrecyIT(@TempDir Path folder) throws IOException, InterruptedException, SQLException, ExecutionException {
        this.folder = folder;
        this.data = Files.createDirectory(folder.resolve("data"));
        try (SimulatedServer provider = SimulatedServer.start(ServerSettings.atRate(1000))) {
            environment = environment(provider);
            try (WritProcess writ = WritProcess.up(data, WritProcess.freePorts(), environment)
                            .awaitReady();
                    Database database = new Database(writ.database(), "writ", "writ")) {
                askEverything(writ, database);
                topics = Traces.ofTopics(writ.connection());
                tables = Traces.ofTables(database);
                new Auditor(writ.connection()).requireReproduced();
                writ.signal("TERM");
                assertThat(writ.exitCode()).isEqualTo(143);
                printed = Trace.of("what it printed", writ.output());
            }
        }
    }

    @Test
    void noTopicHasAKey() {
        assertKeyless(topics, MARK, PROMPT);
        assertThat(topics)
                .extracting(Trace::where)
                .anyMatch(where -> where.contains("changelog"))
                .anyMatch(where -> where.startsWith("__consumer_offsets"));
    }

    @Test
    void noTableHasAKey() {
        assertKeyless(tables, "the provider answered 400", FirstAgent.ID);
    }

    @Test
    void noAnswerHasAKey() {
        assertKeyless(answers, MARK, "upstream_unauthorized", "writ_worker_", "model_unknown");
    }

    @Test
    void noLogHasAKey() {
        assertKeyless(List.of(Trace.of(data.resolve("writ.log"))), MARK, CIRCUIT_OPEN, "/v1/chat/completions");
        assertKeyless(List.of(printed), MARK, CIRCUIT_OPEN, "writ: stopping");
    }

    @Test
    void noFileHasAKey() throws IOException {
        assertKeyless(Traces.ofFiles(folder), PROMPT, "sealed:canary");
    }

    @Test
    void noCommandShowsAKey(@TempDir Path elsewhere) throws IOException {
        // Given
        Path bad = Files.writeString(
                elsewhere.resolve("routes.json"),
                Files.readString(folder.resolve("routes.json")).replace("env:" + KEY_VARIABLE, ENVIRONMENT_KEY));

        // Then
        assertKeyless(List.of(printedBy("config")), "worker.openai.api.key  ", KEY_VARIABLE);
        assertKeyless(List.of(printedBy("config", "--json")), "worker.openai.api.key", KEY_VARIABLE);
        assertKeyless(List.of(printedBy("keys", "list")), "canary");
        assertKeyless(
                List.of(printedBy("config", "--set", "worker.routes.file=" + bad)),
                "a key must be given as env:NAME or sealed:NAME");
    }

    private Map<String, String> environment(SimulatedServer provider) throws IOException {
        Path routes = Files.writeString(folder.resolve("routes.json"), """
                {"providers": {
                   "by-environment": {"dialect": "openai", "base_url": "%s", "key": "env:%s"},
                   "by-file": {"dialect": "anthropic", "base_url": "%s", "key": "sealed:canary"}},
                 "workspaces": {
                   "by-environment": {"default": "simulated", "models": {%s}},
                   "by-file": {"default": "simulated", "models": {%s}}}}""".formatted(
                        provider.openAiBaseUrl(),
                        KEY_VARIABLE,
                        provider.anthropicBaseUrl(),
                        routesTo("by-environment"),
                        routesTo("by-file")));
        Path sealed = folder.resolve("keys");
        SealedFile.put(sealed, new Password(PASSPHRASE), "canary", new Password(SEALED_KEY));
        return Map.of(
                KEY_VARIABLE,
                ENVIRONMENT_KEY,
                "WRIT_WORKER_ROUTES_FILE",
                routes.toString(),
                "WRIT_KEYS_FILE",
                sealed.toString(),
                "WRIT_KEYS_PASSPHRASE",
                PASSPHRASE,
                "WRIT_WORKER_MAX_ATTEMPTS",
                "1",
                "WRIT_WORKER_CIRCUIT_FAILURES",
                "2");
    }

    private static String routesTo(String provider) {
        return String.join(
                ", ",
                MODELS.stream()
                        .map(model ->
                                "\"%s\": [{\"provider\": \"%s\", \"model\": \"%s\"}]".formatted(model, provider, model))
                        .toList());
    }

    /** Asks each provider for each of its answers in each of the gateway's ways, and for all else that tells of that. */
    private void askEverything(WritProcess writ, Database database)
            throws IOException, InterruptedException, SQLException {
        try (WireHttp http = new WireHttp(writ.url());
                WireHttp management = new WireHttp(writ.management())) {
            for (String provider : List.of("by-environment", "by-file")) {
                // Promoted by hand, it stays what it is through all failures.
                say(http.post(
                        "/api/agents",
                        Map.of("id", provider, "name", provider, "workspace_id", provider, "status", "INTERN"),
                        Map.of()));
                say(http.post("/api/agents/" + provider + "/promote", Map.of("status", "SUPERVISED"), Map.of()));
                for (String model :
                        Stream.concat(MODELS.stream(), Stream.of("unknown")).toList()) {
                    chat(http, provider, model);
                    complete(http, provider, model, false);
                    complete(http, provider, model, true);
                }
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(database.rows(
                                    "SELECT count(*) AS ended FROM agent_executions WHERE status <> 'running'"))
                            .containsExactly(Map.of("ended", String.valueOf(2 * 3 * (MODELS.size() + 1)))));
            assertThat(database.rows("SELECT DISTINCT workspace_id FROM agent_executions"
                            + " WHERE error_message LIKE 'the provider answered 400 (%'"))
                    .as("who quoted its key")
                    .hasSize(2);
            for (Map<String, String> execution : database.rows("SELECT id FROM agent_executions")) {
                say(http.get("/api/executions/" + execution.get("id")));
                say(http.get("/api/executions/" + execution.get("id") + "/stream"));
            }
            say(http.get("/metrics"));
            say(management.get("/metrics"));
            say(management.get("/health/ready"));
        }
    }

    private void chat(WireHttp http, String provider, String model) throws IOException, InterruptedException {
        say(http.post(
                "/api/atom-agent/chat/stream",
                Map.of(
                        "message", PROMPT,
                        "user_id", "ada",
                        "agent_id", provider,
                        "workspace_id", provider,
                        "model", model),
                Map.of("Accept", "text/event-stream")));
    }

    private void complete(WireHttp http, String provider, String model, boolean stream)
            throws IOException, InterruptedException {
        say(http.post(
                "/v1/chat/completions",
                Map.of(
                        "model",
                        model,
                        "messages",
                        List.of(Map.of("role", "user", "content", PROMPT)),
                        "stream",
                        stream),
                Map.of("X-Agent-Id", provider, "X-Workspace-Id", provider)));
    }

    private void say(HttpResponse<String> answer) {
        answers.add(Trace.of(answer.request().uri() + " " + answer.statusCode(), answer.headers() + answer.body()));
    }

    private Trace printedBy(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text, true);
        Writ.run(new Console(both, both, environment), arguments);
        return Trace.of(String.join(" ", arguments), text.toString());
    }

    /** Requires that no secret is there, and that the search does find each of the controls. */
    private static void assertKeyless(List<Trace> traces, String... controls) {
        for (String control : controls) {
            Needle found = new Needle(control);
            assertThat(traces).as(control).anyMatch(found::isIn);
        }
        for (Needle secret : SECRETS) {
            assertThat(traces).as(secret.toString()).noneMatch(secret::isIn);
        }
    }
}
