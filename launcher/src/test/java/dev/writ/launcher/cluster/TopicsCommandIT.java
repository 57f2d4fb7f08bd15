package dev.writ.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.Writ;
import dev.writ.launcher.console.Console;
import dev.writ.local.Ports;
import dev.writ.local.kafka.Broker;
import dev.writ.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Broker broker;
    private String out = "";
    private String err = "";

    TopicsCommandIT(@TempDir Path folder) {
        broker = Broker.start(folder.resolve("kafka"), Ports.free());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void createsWhatIsMissingAndThenFindsItRight() {
        // When, Then
        assertThat(topics("--check")).isEqualTo(1);
        assertThat(out.lines())
                .filteredOn(line -> line.contains("fault: missing"))
                .hasSameSizeAs(Topics.ALL);

        assertThat(topics("--create", "--partitions", "2", "--replication", "1"))
                .isZero();
        assertThat(out.lines()).filteredOn(line -> line.startsWith("created ")).hasSameSizeAs(Topics.ALL);
        assertThat(out).contains("created writ.requests.chat, partitions 2", "created writ.policies, partitions 1");

        assertThat(topics("--create")).isZero();
        assertThat(out.lines())
                .filteredOn(line -> line.startsWith("there already "))
                .hasSameSizeAs(Topics.ALL);

        assertThat(topics("--check")).isZero();
        assertThat(out).contains("note: copies are 1, better 3").contains("faults: 0");
    }

    @Test
    void findsWhatWasChangedBehindItsBack() throws ExecutionException, InterruptedException {
        // Given
        assertThat(topics("--create", "--partitions", "1")).isZero();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createPartitions(Map.of(Topics.SESSIONS.name(), NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.AUDIT.name()),
                            List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), OpType.SET))))
                    .all()
                    .get();
            admin.createTopics(List.of(new NewTopic("writ-topology-agents-changelog", 1, (short) 1)
                            .configs(Map.of("min.insync.replicas", "2"))))
                    .all()
                    .get();
        }

        // When, Then: the broker follows its controller a little later.
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(topics("--check")).isEqualTo(1);
            assertThat(out)
                    .containsPattern("writ.sessions .*fault: needs as many partitions as .*, which have 1")
                    .containsPattern("writ.audit .*fault: retention.ms is 1000 ms, should be for ever")
                    .containsPattern("writ-topology-agents-changelog .*fault: min.insync.replicas is 2 with 1 copies")
                    .contains("faults: 3");
        });
    }

    @Test
    void createsNoTopicThatWouldNotFitThoseWhichAreThere() throws ExecutionException, InterruptedException {
        // Given
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.SESSIONS.name(), 4, (short) 1)))
                    .all()
                    .get();
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            topics("--check");
            assertThat(out).containsPattern("writ.sessions +4 ");
        });

        // When
        int other = topics("--create");
        String refusal = err;
        int same = topics("--create", "--partitions", "4");

        // Then
        assertThat(other).isEqualTo(2);
        assertThat(refusal).hasLineCount(1).contains("--partitions 4");
        assertThat(same).isZero();
    }

    @Test
    void saysInOneLineWhatTheClusterRefuses() {
        // When
        int code = topics("--create", "--replication", "3");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err).hasLineCount(1).contains("only 1 broker(s) are registered");
    }

    private int topics(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter failed = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of("topics", "--set", "bootstrap.servers=" + broker.bootstrapServers()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        int code = Writ.run(new Console(new PrintWriter(written, true), new PrintWriter(failed, true), Map.of()), all);
        out = written.toString();
        err = failed.toString();
        return code;
    }
}
