package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class DatabaseIT {

    private final DatabaseConfig config;

    DatabaseIT(TestCluster cluster) {
        config = new DatabaseConfig(cluster.jdbcUrl(), cluster.jdbcUser(), new Password(cluster.jdbcPassword()));
    }

    @Test
    void limitsLocksAlsoBehindATransactionThatWasRolledBack() throws SQLException {
        try (Database database = Database.open(config, new SimpleMeterRegistry());
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // When
            connection.rollback();

            // Then
            assertThat(shown(statement, "idle_in_transaction_session_timeout")).isEqualTo("30s");
            assertThat(shown(statement, "lock_timeout")).isEqualTo("10s");
        }
    }

    private static String shown(Statement statement, String setting) throws SQLException {
        try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
