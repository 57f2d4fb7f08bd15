package dev.writ.gateway.readmodel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionStarted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The audit sink's tables in PostgreSQL, read only. The database may come and go; each question is short. */
public final class JdbcReadModel implements ReadModel {

    private static final int MOST_CONNECTIONS = 4;
    private static final long CONNECTION_MILLIS = 500;
    private static final String SOCKET_SECONDS = "2";

    private static final String DECISION_OF_REQUEST = "SELECT * FROM decisions WHERE request_id = ?";
    private static final String DECISION_OF_EXECUTION = "SELECT * FROM decisions WHERE execution_id = ?";
    private static final String EXECUTION = "SELECT * FROM agent_executions WHERE id = ?";

    private final HikariDataSource source;

    /** Does not connect yet. */
    public JdbcReadModel(ReadModelConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("read-model");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        pool.setValidationTimeout(CONNECTION_MILLIS);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
        pool.addDataSourceProperty("connectTimeout", SOCKET_SECONDS);
        this.source = new HikariDataSource(pool);
    }

    @Override
    public Optional<ActionDecided> decisionOn(String requestId) throws ReadModelUnavailableException {
        return one(DECISION_OF_REQUEST, requestId, DecisionRows::read);
    }

    @Override
    public Optional<ExecutionView> execution(String executionId) throws ReadModelUnavailableException {
        Optional<ActionDecided> decision = one(DECISION_OF_EXECUTION, executionId, DecisionRows::read);
        Optional<ExecutionEvent> event = one(EXECUTION, executionId, ExecutionRows::read);
        if (decision.isEmpty() && event.isEmpty()) {
            return Optional.empty();
        }
        boolean running =
                event.filter(e -> e.getBody() instanceof ExecutionStarted).isPresent();
        return Optional.of(
                new ExecutionView(decision, running ? event : Optional.empty(), running ? Optional.empty() : event));
    }

    @Override
    public void close() {
        source.close();
    }

    private interface Reading<T> {
        T read(Row row) throws SQLException;
    }

    private <T> Optional<T> one(String query, String id, Reading<T> reading) throws ReadModelUnavailableException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, id);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(reading.read(new Row(result))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new ReadModelUnavailableException(e);
        }
    }
}
