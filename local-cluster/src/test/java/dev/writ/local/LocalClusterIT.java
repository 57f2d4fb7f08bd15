package dev.writ.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topic;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.SessionState;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class LocalClusterIT {

    @AutoClose
    private final LocalCluster cluster = LocalCluster.start(LocalClusterConfig.ephemeral());

    @Test
    void holdsTheCatalogueAndNothingElse() {
        // When
        List<String> names;
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            names = List.copyOf(admin.listTopics()
                    .names()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        }

        // Then
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.ALL.stream().map(Topic::name).toList());
    }

    @Test
    void createsATopicOnce() {
        // Given
        String name = Topics.CONTROLS.name();
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            admin.deleteTopics(List.of(name))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            await().until(() -> !names(admin).contains(name));

            // When
            List<String> first = TopicCreator.createMissing(admin, 1, (short) 1);
            List<String> second = TopicCreator.createMissing(admin, 1, (short) 1);

            // Then
            assertThat(first).containsExactly(name);
            assertThat(second).isEmpty();
        }
    }

    @Test
    void carriesARecordFromProducerToConsumer() throws InterruptedException, ExecutionException {
        // Given
        Kafka kafka = new Kafka(cluster);
        SessionState session = session("carried");

        // When
        kafka.produce(Topics.SESSIONS, "carried", session);

        // Then
        assertThat(kafka.read(Topics.SESSIONS)).contains(session);
    }

    @Test
    void answersSql() throws Exception {
        // When
        String version = new Sql(cluster)
                .value("SELECT current_user || ' on ' || current_setting('server_version_num')::int / 10000");

        // Then
        assertThat(version).isEqualTo("writ on 17");
    }

    @Test
    void keepsSchemaIdsWhenTheRegistryRestarts() {
        // Given
        int before = idOfSessions(cluster);

        // When
        cluster.stopRegistry();
        cluster.startRegistry();

        // Then
        assertThat(idOfSessions(cluster)).isEqualTo(before);
    }

    @Test
    void comesBackWithItsDatabaseOnTheSamePort() throws Exception {
        // Given
        new Sql(cluster).run("CREATE TABLE outage AS SELECT 7 AS kept");

        // When
        cluster.stopPostgres();
        assertThatThrownBy(() -> new Sql(cluster).value("SELECT 1")).isInstanceOf(SQLException.class);
        cluster.startPostgres();

        // Then
        assertThat(new Sql(cluster).value("SELECT kept FROM outage")).isEqualTo("7");
    }

    @Test
    void keepsRecordsTablesAndSchemaIdsAcrossRestarts(@TempDir Path directory)
            throws InterruptedException, ExecutionException, SQLException {
        // Given
        LocalClusterConfig config = new LocalClusterConfig(directory.resolve("data"), 0, 0, 0, 1);
        int id;
        try (LocalCluster first = LocalCluster.start(config)) {
            new Kafka(first).produce(Topics.SESSIONS, "kept", session("kept"));
            new Sql(first).run("CREATE TABLE kept AS SELECT 7 AS n");
            id = idOfSessions(first);
        }

        // When
        try (LocalCluster second = LocalCluster.start(config)) {

            // Then
            assertThat(new Kafka(second).read(Topics.SESSIONS)).containsExactly(session("kept"));
            assertThat(new Sql(second).value("SELECT n FROM kept")).isEqualTo("7");
            assertThat(idOfSessions(second)).isEqualTo(id);
        }
    }

    @Test
    void leavesNothingBehindWhenEphemeral() {
        // Given
        LocalCluster temporary = LocalCluster.start(LocalClusterConfig.ephemeral());
        Path directory = temporary.dataDirectory();
        assertThat(directory).isNotEmptyDirectory();

        // When
        temporary.close();

        // Then
        assertThat(directory).doesNotExist();
    }

    @Test
    void refusesATakenPortInOneSentence(@TempDir Path directory) throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            LocalClusterConfig config = new LocalClusterConfig(directory.resolve("data"), port, 0, 0, 1);

            // When, Then
            assertThatThrownBy(() -> LocalCluster.start(config))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Kafka cannot listen on 127.0.0.1:%d: the port is taken.", port);
            assertThat(Files.exists(directory.resolve("data"))).isFalse();
        }
    }

    @Test
    void refusesADirectoryThatAnotherClusterUses() {
        // Given
        LocalClusterConfig config = new LocalClusterConfig(cluster.dataDirectory(), 0, 0, 0, 1);

        // When, Then
        assertThatThrownBy(() -> LocalCluster.start(config))
                .isInstanceOf(LocalClusterException.class)
                .hasMessageContaining("is in use by another running Writ");
    }

    private static Set<String> names(Admin admin) {
        return admin.listTopics()
                .names()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static SessionState session(String id) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setAgentId("agent-1")
                .setActor("test")
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    private static int idOfSessions(LocalCluster cluster) {
        return cluster.connection().registry().idOf(Topics.SESSIONS.subject(), SessionState.getClassSchema());
    }
}
