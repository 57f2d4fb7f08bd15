package dev.writ.sink.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.sink.Events;
import dev.writ.sink.read.Move;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseConfig;
import dev.writ.sink.store.OffsetLedger;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestClusterExtension.class)
class TextWriterIT {

    /** One that the cluster's topic does not have. */
    private static final TopicPartition LOG = new TopicPartition(Topics.CHAT_REQUESTS.name(), 77);

    /** More than an index of PostgreSQL takes, and nothing that it could make smaller. */
    private static final int TOO_LONG = 8_000;

    private final TestCluster cluster;

    TextWriterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void passesOverATextThatTheTablesCannotHoldAndStoresItsNeighbours(@TempDir Path folder) throws IOException {
        // Given
        KafkaConnection kafka = cluster.connection();
        Path key = Files.writeString(folder.resolve("key"), KeyEncryptionKey.generate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String before = Events.id("before");
        String behind = Events.id("behind");
        DatabaseConfig config =
                new DatabaseConfig(cluster.jdbcUrl(), cluster.jdbcUser(), new Password(cluster.jdbcPassword()));
        try (Database database = Database.open(config, new SimpleMeterRegistry())) {
            database.migrate();
            OffsetLedger offsets = new OffsetLedger(database);
            offsets.begin(Map.of(LOG, 0L));
            TextWriter writer = new TextWriter(database, kafka.registry(), KeyEncryptionKey.read(key));

            // When
            writer.write(
                    List.of(asked(kafka, 0, before), asked(kafka, 1, endless()), asked(kafka, 2, behind)),
                    Map.of(LOG, new Move(0, 3)));

            // Then
            Erasures texts = new Erasures(database);
            assertThat(texts.stored(before)).isEqualTo(1);
            assertThat(texts.stored(behind)).isEqualTo(1);
            assertThat(offsets.positionsOf(List.of(LOG))).containsEntry(LOG, 3L);
        }
    }

    private static String endless() {
        return new Random(1)
                .ints(TOO_LONG, ' ' + 1, '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static ConsumerRecord<byte[], byte[]> asked(KafkaConnection kafka, long offset, String user) {
        ChatRequested request =
                ChatRequested.newBuilder().setUserId(user).setMessage("Hello").build();
        byte[] value = new AvroSerializer<ChatRequested>(kafka.registry()).serialize(LOG.topic(), request);
        return new ConsumerRecord<>(LOG.topic(), LOG.partition(), offset, new byte[0], value);
    }
}
