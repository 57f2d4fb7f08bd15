package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.sink.Events;
import dev.writ.sink.read.Entry;
import dev.writ.sink.read.Move;
import dev.writ.sink.rows.AuditRows;
import dev.writ.sink.rows.Table;
import dev.writ.testcluster.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;

/** One test's tables in a schema of their own, that stand at the beginning of one partition. */
final class OwnTables implements AutoCloseable {

    private final TopicPartition log = new TopicPartition("log", 0);
    private final Database database;
    private long next;

    OwnTables(TestCluster cluster) throws SQLException {
        String schema = Events.id("own").replace('-', '_');
        try (Connection connection =
                        DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        database = Database.open(
                new DatabaseConfig(
                        cluster.jdbcUrl() + "?currentSchema=" + schema,
                        cluster.jdbcUser(),
                        new Password(cluster.jdbcPassword())),
                new SimpleMeterRegistry());
        database.migrate();
        new OffsetLedger(database).begin(Map.of(log, 0L));
    }

    Database database() {
        return database;
    }

    /** A writer that finds so much poison in each batch. */
    BatchWriter writer(int poisonous) {
        return new BatchWriter(database, poison -> assertThat(poison).hasSize(poisonous), Optional.empty());
    }

    /** Writes the next records of the partition, without poison. */
    void write(AuditRecorded... events) {
        write(writer(0), events);
    }

    /** Writes the next records of the partition. */
    void write(BatchWriter writer, AuditRecorded... events) {
        write(writer, log, next, events);
        next += events.length;
    }

    /** Writes what the next records say, of which no event is there, and leaves the position as it is; throws where COPY is refused. */
    void copy(AuditRecorded... events) throws SQLException {
        NewRows rows = prepared(log, next, events).rows();
        new Partitions(database).ensure(rows.months());
        try (Connection connection = database.connect()) {
            rows.write(connection);
            connection.commit();
        }
    }

    /** Removes all rows that follow from events, and returns them as text, table by table. */
    String take() throws SQLException {
        StringBuilder taken = new StringBuilder();
        for (String table :
                Arrays.stream(Table.values()).map(Table::sqlName).distinct().toList()) {
            taken.append(text("SELECT '" + table
                            + ": ' || coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM " + table
                            + " t"))
                    .append('\n');
            execute("TRUNCATE " + table);
        }
        return taken.toString();
    }

    /** Writes the first records of another partition. */
    void writeTo(TopicPartition partition, AuditRecorded... events) {
        new OffsetLedger(database).begin(Map.of(partition, 0L));
        write(writer(0), partition, 0, events);
    }

    private static void write(BatchWriter writer, TopicPartition partition, long from, AuditRecorded... events) {
        writer.write(prepared(partition, from, events), Map.of(partition, new Move(from, from + events.length)));
    }

    private static Prepared prepared(TopicPartition partition, long from, AuditRecorded... events) {
        return Prepared.of(IntStream.range(0, events.length)
                .<Entry>mapToObj(i -> entry(partition, from + i, events[i]))
                .toList());
    }

    private static Entry entry(TopicPartition partition, long offset, AuditRecorded event) {
        byte[] value = event.toString().getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], value);
        return new Entry.Event(record, event, AuditRows.of(event));
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** The only value that a query gives, as text. */
    String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
