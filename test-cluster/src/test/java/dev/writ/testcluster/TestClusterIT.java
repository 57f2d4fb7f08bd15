package dev.writ.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRefusedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same for both backends. */
@ExtendWith(TestClusterExtension.class)
class TestClusterIT {

    private final TestCluster cluster;

    TestClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void hasTheTopicsOfTheCatalogueAndMakesNoOthers() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            // When
            Map<String, TopicDescription> topics = admin.describeTopics(
                            Topics.ALL.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();

            // Then
            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSizeBetween(1, 2));
            assertThat(setting(admin, "auto.create.topics.enable")).isEqualTo("false");
        }
    }

    @Test
    void letsGroupsRebalanceAtOnce() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            // Then
            assertThat(setting(admin, "group.share.heartbeat.interval.ms")).isEqualTo("1000");
            assertThat(setting(admin, "group.initial.rebalance.delay.ms")).isEqualTo("0");
        }
    }

    @Test
    void keepsTheDatabaseOverAStop() throws SQLException {
        // Given
        run("CREATE TABLE kept (id int)");
        String url = cluster.jdbcUrl();
        try (Connection cut = connect()) {
            // When
            cluster.stopPostgres();

            // Then
            assertThat(cut.isValid(1)).isFalse();
            assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
        } finally {
            cluster.startPostgres();
        }
        assertThat(cluster.jdbcUrl()).isEqualTo(url);
        run("INSERT INTO kept VALUES (1)");
    }

    @Test
    void givesRolesADatabaseUserWithoutFurtherRights() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user")) {
            // Then
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isFalse();
        }
    }

    @Test
    void keepsTheSchemasOverAStop() {
        // Given
        Schema schema =
                SchemaBuilder.record("Kept").fields().requiredString("a").endRecord();
        int id = cluster.connection().registry().idOf("kept-value", schema);

        // When
        cluster.stopRegistry();
        try {
            assertThatThrownBy(() -> cluster.connection().registry().byId(id))
                    .isInstanceOf(RegistryUnavailableException.class);
        } finally {
            cluster.startRegistry();
        }

        // Then
        assertThat(cluster.connection().registry().byId(id)).isEqualTo(schema);
    }

    @Test
    void refusesASchemaThatOlderReadersCannotRead() {
        // Given
        Schema first =
                SchemaBuilder.record("Grown").fields().requiredString("a").endRecord();
        Schema next = SchemaBuilder.record("Grown").fields().requiredInt("a").endRecord();
        cluster.connection().registry().idOf("grown-value", first);

        // When
        assertThatThrownBy(() -> cluster.connection().registry().idOf("grown-value", next))
                // Then
                .isInstanceOf(SchemaRefusedException.class);
    }

    @Test
    void stopsAndStartsOnceHoweverOftenItIsTold() throws SQLException {
        // When
        cluster.stopPostgres();
        cluster.stopPostgres();
        cluster.startPostgres();
        cluster.startPostgres();

        // Then
        run("SELECT 1");
    }

    private static String setting(Admin admin, String key) throws ExecutionException, InterruptedException {
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
        Config config = admin.describeConfigs(List.of(node)).all().get().get(node);
        return config == null ? "" : config.get(key).value();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
    }
}
