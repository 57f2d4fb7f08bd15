package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.sink.Events;
import dev.writ.sink.letters.DeadLetterBox;
import dev.writ.sink.read.Entry;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestClusterExtension.class)
class PartitionsIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant OLD = Instant.parse("2026-01-31T23:59:59.999Z");
    /** Its month begins 183 days before, so that a day of it is to be kept. */
    private static final Instant KEPT = Instant.parse("2026-05-01T00:00:00Z");

    private static final String TABLES_OF_JANUARY = "SELECT count(*) FROM pg_class"
            + " WHERE relnamespace = current_schema()::regnamespace AND relname LIKE '%\\_2026\\_01'";

    private final OwnTables tables;

    PartitionsIT(TestCluster cluster) throws SQLException {
        tables = new OwnTables(cluster);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void dropsMonthsThatAreOldAndDoesNotWriteThemAgain() throws SQLException {
        // Given
        BatchWriter writer = tables.writer(0);
        tables.write(writer, chat("old", OLD), chat("kept", KEPT), chat("new", NOW));
        assertThat(tables.number("SELECT count(*) FROM decisions_2026_01")).isEqualTo(1);

        // When
        upkeep().run();
        tables.write(writer, chat("late", OLD), chat("newer", NOW));

        // Then
        assertThat(tables.number(TABLES_OF_JANUARY)).isZero();
        for (String table : List.of("decisions", "agent_executions", "sink_events")) {
            assertThat(tables.number("SELECT count(*) FROM " + table)).as(table).isEqualTo(3);
            assertThat(tables.number("SELECT count(*) FROM " + table + "_2026_12"))
                    .as("made ahead of need")
                    .isZero();
        }
        assertThat(tables.number("SELECT message_count FROM chat_sessions"))
                .as("what is not partitioned keeps all of its past")
                .isEqualTo(5);
        assertThat(tables.number("SELECT requests FROM request_coverage")).isEqualTo(3);
    }

    @Test
    void dropsOldVersionsOfAgentsAndKeepsWhatAgentsAre() throws SQLException {
        // Given
        tables.write(Events.version("idle", 1, OLD), Events.version("busy", 1, OLD), Events.version("busy", 2, KEPT));

        // When
        upkeep().run();
        tables.write(Events.version("late", 7, OLD), Events.version("busy", 3, NOW));

        // Then
        assertThat(tables.text(
                        "SELECT string_agg(agent_id || version, ' ' ORDER BY agent_id, version) FROM agent_history"))
                .isEqualTo("busy2 busy3");
        assertThat(tables.text("SELECT string_agg(id || version, ' ' ORDER BY id) FROM agent_registry"))
                .isEqualTo("busy3 idle1 late7");
        assertThat(tables.number(TABLES_OF_JANUARY)).isZero();
    }

    @Test
    void forgetsPersonalTextsWithTheMonths() throws SQLException {
        // Given
        try (Connection connection = tables.database().connect();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO personal_texts
                        VALUES ('t', 0, ?, 'chat', 'ada', 1, NULL, ?, '\\x00', '\\x00')""")) {
            for (Instant time : List.of(OLD, KEPT, NOW)) {
                statement.setLong(1, time.getEpochSecond());
                statement.setObject(2, time.atOffset(ZoneOffset.UTC));
                statement.executeUpdate();
            }
            connection.commit();
        }

        // When
        upkeep().run();

        // Then
        assertThat(tables.number("SELECT count(*) FROM personal_texts")).isEqualTo(2);
        assertThat(tables.number("SELECT min(log_offset) FROM personal_texts")).isEqualTo(KEPT.getEpochSecond());
    }

    @Test
    void leavesAMonthThatIsBeingReadForTheNextTime() throws SQLException {
        // Given
        tables.write(chat("old", OLD));
        try (Connection reader = tables.database().connect();
                Statement statement = reader.createStatement()) {
            statement.execute("SELECT * FROM decisions");

            // When
            upkeep().run();

            // Then
            assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(1);
            assertThat(tables.number("SELECT count(*) FROM sink_events")).isZero();
        }
        upkeep().run();
        assertThat(tables.number("SELECT count(*) FROM decisions")).isZero();
    }

    @Test
    void stopsBeforeAnEventThatComesAgainAtAnotherTime() throws SQLException {
        // Given
        BatchWriter writer = tables.writer(0);
        tables.write(writer, chat("same", OLD));

        // When
        assertThatThrownBy(() -> tables.write(writer, chat("same", NOW))).isInstanceOf(EventConflictException.class);

        // Then
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+20000-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z"})
    void condemnsATimeThatNoEventCanHave(String time) throws SQLException {
        // Given
        Instant never = Instant.parse(time);

        // When
        tables.write(tables.writer(1), chat("never", never), chat("new", NOW));

        // Then
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(1);
    }

    @Test
    void makesAPartitionAgainThatSomebodyDropped() throws SQLException {
        // Given
        Instant never = Instant.parse("2100-01-01T00:00:00Z");
        List<Entry.Poison> letters = new ArrayList<>();
        BatchWriter writer = new BatchWriter(tables.database(), letters::addAll, Optional.empty());
        tables.write(writer, chat("before", NOW));
        tables.execute("DROP TABLE agent_executions_2026_11");
        AuditRecorded[] behind = {chat("kept", KEPT), chat("behind", NOW), chat("never", never)};

        // When
        assertThatThrownBy(() -> tables.write(writer, behind)).isInstanceOf(RetriableException.class);
        assertThat(letters).isEmpty();
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(1);
        tables.write(writer, behind);

        // Then
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(3);
        assertThat(tables.number("SELECT count(*) FROM agent_executions"))
                .as("but for that which was dropped")
                .isEqualTo(2);
        assertThat(letters).as("of the time that no event can have").hasSize(1);
    }

    @Test
    void doesNotMakeAPartitionAgainThatRetentionWouldDrop() throws SQLException {
        // Given
        DeadLetterBox nothing = poison -> assertThat(poison).isEmpty();
        BatchWriter writer = new BatchWriter(tables.database(), nothing, Optional.empty());
        tables.write(writer, chat("old", OLD), chat("new", NOW));
        tables.execute(
                "DROP TABLE decisions_2026_01, agent_executions_2026_01, sink_events_2026_01, canvas_audit_2026_01, agent_history_2026_01");
        upkeep().run();

        // When
        tables.write(writer, chat("late", OLD), chat("newer", NOW));
        tables.write(
                new BatchWriter(tables.database(), nothing, Optional.empty()), chat("later", OLD), chat("newest", NOW));

        // Then
        assertThat(tables.number("SELECT count(*) FROM decisions")).isEqualTo(3);
        assertThat(tables.number(TABLES_OF_JANUARY)).isZero();
    }

    @Test
    void letsTwoSinksMakePartitionsAtOnce() throws SQLException {
        // Given
        TopicPartition one = new TopicPartition("both", 0);
        TopicPartition other = new TopicPartition("both", 1);
        AuditRecorded[] ofManyMonths = IntStream.range(0, 24)
                .mapToObj(month -> YearMonth.of(2024, 12).plusMonths(month).atDay(5) + "T00:00:00Z")
                .map(time -> chat("at-" + time, Instant.parse(time)))
                .toArray(AuditRecorded[]::new);

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> sinks = Stream.of(one, other)
                    .map(each -> CompletableFuture.runAsync(() -> tables.writeTo(each, ofManyMonths), threads))
                    .toList();
            sinks.forEach(CompletableFuture::join);
        }

        // Then
        assertThat(tables.number("SELECT count(*) FROM sink_events")).isEqualTo(24);
        assertThat(tables.number("SELECT sum(message_count) FROM chat_sessions"))
                .isEqualTo(24);
    }

    private Upkeep upkeep() {
        return new Upkeep(tables.database(), new Retention(183), () -> NOW);
    }

    private static AuditRecorded chat(String request, Instant time) {
        return Events.event("decided-" + request)
                .setOccurredAt(time)
                .setDecision(Events.decision(request).setDecidedAt(time).build())
                .setExecution(Events.started(request).setOccurredAt(time).build())
                .setActivity(new SessionActivity("s", "alice", "default", "agent-1"))
                .build();
    }
}
