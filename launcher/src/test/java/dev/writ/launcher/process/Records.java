package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.KafkaConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** What is recorded of a number of requests that were all let through and carried out. */
public final class Records {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Records() {}

    /** Requires one decision and one completed execution of each, in the audit topic and in the sink's tables. */
    public static void requireEachOnce(KafkaConnection kafka, Connection database, int requests) throws SQLException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                number(database, "SELECT count(*) FROM agent_executions WHERE status = 'completed'"))
                        .isEqualTo(requests));
        assertThat(number(database, "SELECT count(*) FROM decisions")).isEqualTo(requests);
        assertThat(number(database, "SELECT count(*) FROM agent_executions")).isEqualTo(requests);
        AuditLog log = AuditLog.read(kafka);
        assertThat(log.decisions())
                .hasSize(requests)
                .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
        assertThat(log.ends())
                .hasSize(requests)
                .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
    }

    /** The one number that a query gives. */
    static long number(Connection connection, String sql) throws SQLException {
        try (ResultSet result = connection.createStatement().executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
