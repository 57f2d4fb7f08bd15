package dev.writ.torture.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

    private Postgres postgres;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        postgres = Postgres.prepare(folder.resolve("data"), folder.resolve("log"));
        postgres.start();
    }

    @AfterEach
    void end() throws IOException {
        postgres.close();
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws IOException, InterruptedException, SQLException {
        // Given
        execute("CREATE TABLE kept (id integer)");

        // When
        int processes = postgres.kill();
        boolean listened = postgres.listens();
        postgres.start();

        // Then
        assertThat(processes).isGreaterThan(1);
        assertThat(listened).isFalse();
        execute("INSERT INTO kept VALUES (1)");
    }

    @Test
    void hasAllItsProcessesPausedAndGoOn() throws IOException, InterruptedException {
        // When
        boolean before = postgres.isPaused();
        postgres.pause();
        boolean paused = Patience.until(Pause.SOON, postgres::isPaused).isPresent();
        postgres.goOn();

        // Then
        assertThat(before).isFalse();
        assertThat(paused).isTrue();
        assertThat(postgres.roundTrip()).isPositive();
    }

    @Test
    void stopsThoughItIsPaused() throws IOException, InterruptedException {
        // Given
        postgres.pause();

        // When
        postgres.close();

        // Then
        assertThat(postgres.listens()).isFalse();
    }

    @Test
    void cannotBeKilledWhereItDoesNotRun() throws IOException {
        // Given
        postgres.stop();

        // Then
        assertThatThrownBy(postgres::kill).isInstanceOf(IOException.class).hasMessageContaining("does not run");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.directUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
