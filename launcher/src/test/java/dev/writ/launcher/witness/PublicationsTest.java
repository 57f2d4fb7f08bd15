package dev.writ.launcher.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.TreeHash;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.event.AuditCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PublicationsTest {

    private static final TopicPartition LOG = new TopicPartition("writ.audit", 0);
    private static final SignerKey KEY = SignerKey.of("prod", KeyType.ED25519, new byte[32]);

    private final List<Long> published = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T09:00:00Z");
    private boolean away;
    private final Publications publications = new Publications(this::put, () -> now);

    @Test
    void repeatsTheLastOneEachDay() {
        // Given
        publications.add(LOG, signed(1));
        publications.turn();
        publications.add(LOG, signed(2));
        publications.turn();

        // When
        now = now.plus(Duration.ofHours(23));
        publications.turn();
        now = now.plus(Duration.ofHours(1));
        publications.turn();
        publications.turn();

        // Then
        assertThat(published).containsExactly(1L, 2L, 2L);
    }

    @Test
    void triesAgainWhatKafkaDoesNotTakeAndSaysSoMeanwhile() {
        // Given
        away = true;
        publications.add(LOG, signed(1));

        // When, Then
        assertThat(publications.turn()).containsEntry(LOG, "away");
        assertThat(publications.turn()).as("before it is tried again").containsEntry(LOG, "away");
        away = false;
        now = now.plus(Duration.ofSeconds(1));
        assertThat(publications.turn()).isEmpty();
        assertThat(published).containsExactly(1L);
    }

    private void put(List<AuditCheckpoint> checkpoints) {
        if (away) {
            throw new TimeoutException("away");
        }
        checkpoints.forEach(checkpoint -> published.add(checkpoint.getSize()));
    }

    private static SignedNote signed(int size) {
        Frontier tree = Frontier.EMPTY;
        for (int n = 0; n < size; n++) {
            tree = tree.append(TreeHash.EMPTY);
        }
        return Checkpoint.of("prod/writ.audit/0", tree).signedBy(KEY);
    }
}
