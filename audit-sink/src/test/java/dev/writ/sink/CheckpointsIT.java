package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink signs, against a tree that the test grows from the records of the topic. */
@ExtendWith(TestClusterExtension.class)
class CheckpointsIT {

    private static final int PARTITION = 1;
    private static final int OTHER = 0;

    private final Signing signing;
    private final String origin;

    CheckpointsIT(@TempDir Path folder) throws IOException {
        signing = Signing.in(folder);
        origin = signing.originOf(PARTITION);
    }

    @Test
    void signsEveryHundredthRecordAndTheRestInTimeWithPoisonAmongThem(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, Signing.events("a", 150));
            trail.sendBytes(PARTITION, "poison", "no audit record".getBytes(StandardCharsets.UTF_8));
            trail.sendBytes(PARTITION, "empty", null);
            trail.send(PARTITION, Signing.events("b", 73));

            // When
            try (SinkService sink = signing.start(trail)) {
                await().atMost(Trail.LONGEST).until(() -> published(trail).containsKey(225L));

                // Then
                assertThat(sink.failure()).isEmpty();
                assertThat(published(trail).keySet()).contains(100L, 200L, 225L);
                published(trail).forEach((size, checkpoint) -> assertSigned(checkpoint, tree(trail, size)));
            }
        }
    }

    @Test
    void goesOnWithTheTreeOfTheSinkBefore(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, Signing.events("a", 140));
            signing.runUntilPublished(trail, PARTITION, 140);
            trail.send(PARTITION, Signing.events("b", 30));

            // When
            signing.runUntilPublished(trail, PARTITION, 170);

            // Then
            assertSigned(Objects.requireNonNull(published(trail).get(170L)), tree(trail, 170));
            assertThat(trail.query("SELECT size FROM audit_checkpoints WHERE published ORDER BY size"))
                    .as("each hundredth, and the last")
                    .extracting(row -> row.get("size"))
                    .containsExactly(100L, 170L);
        }
    }

    @Test
    void publishesWhatACrashLeftUnpublishedAndSignsNothingOfALogThatStandsStill(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, Signing.events("a", 5));
            signing.runUntilPublished(trail, PARTITION, 5);
            int before = trail.checkpointRecords(origin).size();
            trail.update("UPDATE audit_checkpoints SET published = false");

            // When
            try (SinkService sink = signing.start(trail)) {
                await().atMost(Trail.LONGEST)
                        .until(() -> sink.isReady() && trail.count("audit_checkpoints WHERE NOT published") == 0);
                trail.send(OTHER, Signing.events("b", 1));
                await().atMost(Trail.LONGEST)
                        .until(() -> trail.checkpoints(signing.originOf(OTHER)).containsKey(1L));
            }

            // Then
            List<AuditCheckpoint> published = trail.checkpointRecords(origin);
            assertThat(published).hasSize(before + 1);
            assertThat(published.getLast()).isEqualTo(published.getFirst());
        }
    }

    @Test
    void publishesTheLastOneOfALogThatStandsStillAgainEachDayAsANewRecord(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, Signing.events("a", 120));
            signing.runUntilPublished(trail, PARTITION, 120);
            List<AuditCheckpoint> before = trail.checkpointRecords(origin);
            trail.update("UPDATE audit_checkpoints SET signed_at = signed_at - interval '300 days',"
                    + " published_at = published_at - interval '25 hours'");

            // When
            try (SinkService sink = signing.start(trail)) {
                await().atMost(Trail.LONGEST)
                        .until(() -> sink.isReady()
                                && trail.checkpointRecords(origin).size() > before.size()
                                && trail.count("audit_checkpoints WHERE published_at > now() - interval '1 hour'") > 0);
                trail.send(OTHER, Signing.events("b", 1));
                await().atMost(Trail.LONGEST)
                        .until(() -> trail.checkpoints(signing.originOf(OTHER)).containsKey(1L));
            }

            // Then
            List<AuditCheckpoint> published = trail.checkpointRecords(origin);
            assertThat(published).hasSize(before.size() + 1);
            assertThat(published.getLast().getNote()).isEqualTo(before.getLast().getNote());
            assertThat(published.getLast().getSize()).isEqualTo(120);
            assertThat(trail.publishedAt(origin))
                    .as("what retention goes by")
                    .allSatisfy(at -> assertThat(at).isAfter(Instant.now().minus(Duration.ofHours(1))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 140})
    void stopsWhenALogThatIsReadAgainIsNotTheOneThatWasSigned(long changed, TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(PARTITION, Signing.events("a", 140));
            signing.runUntilPublished(trail, PARTITION, 140);
            trail.update("TRUNCATE sink_offsets");
            trail.update("UPDATE audit_checkpoints SET root = sha256(root) WHERE size = " + changed);
            trail.send(PARTITION, Signing.events("b", 20)); // So that the last size is one among others.

            // When
            try (SinkService sink = signing.start(trail)) {
                await().atMost(Trail.LONGEST).until(() -> sink.failure().isPresent());

                // Then
                assertThat(sink.failure().orElseThrow())
                        .hasMessageContaining("the first " + changed + " records of writ.audit-" + PARTITION)
                        .hasMessageContaining("the log was changed");
            }
            assertThat(trail.count("audit_checkpoints")).as("no second history").isEqualTo(2);
        }
    }

    @Test
    void doesNotStartWithAKeyThatSignsNothing(TestCluster cluster) throws IOException {
        try (Trail trail = Trail.begin(cluster)) {
            Files.writeString(
                    signing.file(), SignerKey.generate("w", KeyType.COSIGNATURE).secret());
            assertThatThrownBy(() -> signing.start(trail))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(CheckpointConfig.KEY_FILE)
                    .hasMessageNotContaining("PRIVATE");
        }
    }

    private Map<Long, AuditCheckpoint> published(Trail trail) {
        return trail.checkpoints(origin);
    }

    private void assertSigned(AuditCheckpoint published, Frontier tree) {
        Checkpoint signed = Checkpoint.in(SignedNote.parse(published.getNote().getBytes(StandardCharsets.UTF_8)));
        assertThat(signed).isEqualTo(Checkpoint.of(origin, tree));
        assertThat(signed.signedBy(signing.key()).toString())
                .as("the same to the byte")
                .isEqualTo(published.getNote());
        assertThat(published.getRoot().array()).isEqualTo(tree.root().bytes());
    }

    private static Frontier tree(Trail trail, long size) {
        return trail.tree(PARTITION, size);
    }
}
