package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.launcher.up.LocalPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies at its worst moment, and whoever was answered was answered once and for all. */
class KillIT {

    private static final int REQUESTS = 300;
    private static final int AT_ONCE = 16;
    private static final int ANSWERED_BEFORE_THE_KILL = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path data = Path.of("");

    @Test
    void decidesAndCarriesOutEveryRequestOnceWhenKilledUnderLoad()
            throws IOException, InterruptedException, ExecutionException, TimeoutException, SQLException {
        LocalPorts ports = WritProcess.freePorts();
        Map<String, Acknowledged> afterwards = new HashMap<>();
        Map<String, Acknowledged> answered;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
                WritProcess killed = WritProcess.up(data, ports).awaitReady();
                WritHttp http = new WritHttp(killed.url())) {
            // Given
            RetryingDriver driver = new RetryingDriver(http);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String key = "key-" + i;
                running.add(threads.submit(() -> driver.sendUntilAnswered(key)));
            }
            await().atMost(PATIENCE).until(() -> driver.answered().size() >= ANSWERED_BEFORE_THE_KILL);

            // When
            killed.signal("KILL");
            killed.exitCode();
            int before = driver.answered().size();
            try (WritProcess again = WritProcess.up(data, ports).awaitReady()) {
                for (Future<?> request : running) {
                    request.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
                answered = driver.answered();
                for (String key : answered.keySet()) {
                    afterwards.put(key, driver.send(key));
                }

                // Then
                assertThat(before).isLessThan(REQUESTS);
                assertThat(answered).hasSize(REQUESTS);
                assertThat(afterwards).isEqualTo(answered);
                verify(again, answered);
                new Auditor(again.connection()).requireReproduced();
                again.signal("TERM");
                again.exitCode();
            }
        }
    }

    private static void verify(WritProcess writ, Map<String, Acknowledged> answered) throws SQLException {
        try (Connection connection = DriverManager.getConnection(writ.database())) {
            Records.requireEachOnce(writ.connection(), connection, REQUESTS);
            for (Acknowledged one : answered.values()) {
                assertThat(Records.number(
                                connection,
                                "SELECT count(*) FROM decisions WHERE decision_id = '%s' AND execution_id = '%s'"
                                        .formatted(one.decisionId(), one.executionId())))
                        .as("rows of %s", one)
                        .isEqualTo(1);
            }
            assertThat(Records.number(connection, agentOutcomes())).isEqualTo(REQUESTS);
        }
    }

    /** Each execution moved the agent's confidence once: the state has one version for each, beside the registration. */
    private static String agentOutcomes() {
        return "SELECT count(*) FROM agent_history WHERE change = 'outcome' AND agent_id = '" + FirstAgent.ID + "'";
    }
}
