package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.sink.rebuild.OtherLogException;
import dev.writ.sink.rebuild.Rebuild;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilding from a log that was signed and has lost its beginning. */
@Timeout(300) // A rebuild waits for as long as it takes.
@ExtendWith(TestClusterExtension.class)
class BeheadedLogIT {

    private static final int PARTITION = 1;

    private final SignerKey key = SignerKey.of("example.com/" + Events.id("operator"), KeyType.ED25519, new byte[32]);

    @TempDir
    private Path folder = Path.of("");

    private Path keyFile = Path.of("");

    @BeforeEach
    void writeKey() throws IOException {
        keyFile = Files.writeString(folder.resolve("operator.key"), key.secret() + "\n");
    }

    @Test
    void goesOnWithTheTreeThatWasSignedAndComparesWhatIsLeft(TestCluster cluster) throws InterruptedException {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            List<RecordMetadata> written = trail.send(PARTITION, events("a", 350));
            runUntilPublished(trail, 350);
            Frontier whole = trail.tree(PARTITION, 350);
            trail.behead(PARTITION, written.get(120).offset());

            // When
            try (Rebuild rebuild = Rebuild.open(config(trail))) {
                assertThat(rebuild.losses())
                        .anyMatch(loss -> loss.startsWith("writ.audit-1 no longer has offsets 0 to ")
                                && loss.endsWith("; its tree of 200 records is kept, and goes on at offset "
                                        + written.get(200).offset()));
                rebuild.fill(rebuild.drop());
            }
            trail.send(PARTITION, events("b", 30));
            runUntilPublished(trail, 380);

            // Then
            Frontier grown = trail.grown(whole, PARTITION, written.getLast().offset());
            assertThat(Objects.requireNonNull(trail.checkpoints(origin()).get(380L))
                            .getRoot()
                            .array())
                    .isEqualTo(grown.root().bytes());
            assertThat(trail.count("sink_events")).isEqualTo(350 - 120 + 30);
        }
    }

    @Test
    void stopsIfWhatIsLeftIsNotWhatWasSigned(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            List<RecordMetadata> written = trail.send(PARTITION, events("a", 350));
            runUntilPublished(trail, 350);
            trail.behead(PARTITION, written.get(120).offset());
            trail.update("UPDATE audit_checkpoints SET root = sha256(root) WHERE size = 300");

            // When
            try (Rebuild rebuild = Rebuild.open(config(trail))) {
                // Then
                assertThatThrownBy(() -> rebuild.fill(rebuild.drop()))
                        .hasMessageContaining("the first 300 records of writ.audit-" + PARTITION)
                        .hasMessageContaining("the log was changed");
            }
        }
    }

    @Test
    void refusesBeforeAnythingIsDroppedIfNoTreeReachesToWhatIsLeft(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, events("a", 150));
            runUntilPublished(trail, 150);
            List<RecordMetadata> unread = trail.send(PARTITION, events("b", 20));
            trail.behead(PARTITION, unread.get(1).offset());

            // When
            try (Rebuild rebuild = Rebuild.open(config(trail))) {
                // Then
                assertThatThrownBy(rebuild::losses)
                        .isInstanceOf(OtherLogException.class)
                        .hasMessageStartingWith(
                                "the tree of writ.audit-1, whose 150 records were signed, does not reach to offset ");
                assertThatThrownBy(rebuild::drop).isInstanceOf(OtherLogException.class);
            }
            assertThat(trail.count("sink_events")).isEqualTo(150);
        }
    }

    private String origin() {
        return key.verifier().name() + "/" + Topics.AUDIT.name() + "/" + PARTITION;
    }

    private SinkConfig config(Trail trail) {
        Map<String, String> settings = trail.settings();
        settings.put(CheckpointConfig.KEY_FILE, keyFile.toString());
        settings.put(CheckpointConfig.RECORDS, "100");
        settings.put(CheckpointConfig.INTERVAL_MS, "100");
        return SinkConfig.from(settings);
    }

    private void runUntilPublished(Trail trail, long size) {
        try (SinkService sink = SinkService.start(config(trail), new SimpleMeterRegistry())) {
            await().atMost(Trail.LONGEST)
                    .until(() -> sink.isReady()
                            && trail.checkpoints(origin()).containsKey(size)
                            && trail.count("audit_checkpoints WHERE NOT published") == 0);
        }
    }

    private static AuditRecorded[] events(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Events.chat(Events.id(prefix), Events.id("session")))
                .toArray(AuditRecorded[]::new);
    }
}
