package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.merkle.Frontier;
import dev.writ.sink.rebuild.OtherLogException;
import dev.writ.sink.rebuild.Rebuild;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilding from a log that was signed and has lost its beginning. */
@Timeout(300) // A rebuild waits for as long as it takes.
@ExtendWith(TestClusterExtension.class)
class BeheadedLogIT {

    private static final int PARTITION = 1;

    private final Signing signing;

    BeheadedLogIT(@TempDir Path folder) throws IOException {
        signing = Signing.in(folder);
    }

    @Test
    void goesOnWithTheTreeThatWasSignedAndComparesWhatIsLeft(TestCluster cluster) throws InterruptedException {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            List<RecordMetadata> written = trail.send(PARTITION, Signing.events("a", 350));
            signing.runUntilPublished(trail, PARTITION, 350);
            Frontier whole = trail.tree(PARTITION, 350);
            trail.behead(PARTITION, written.get(120).offset());

            // When
            try (Rebuild rebuild = Rebuild.open(signing.config(trail))) {
                assertThat(rebuild.losses())
                        .anyMatch(loss -> loss.startsWith("writ.audit-1 no longer has offsets 0 to ")
                                && loss.endsWith("; its tree of 200 records is kept, and goes on at offset "
                                        + written.get(200).offset()));
                rebuild.fill(rebuild.drop());
            }
            trail.send(PARTITION, Signing.events("b", 30));
            signing.runUntilPublished(trail, PARTITION, 380);

            // Then
            Frontier grown = trail.grown(whole, PARTITION, written.getLast().offset());
            assertThat(Objects.requireNonNull(trail.checkpoints(signing.originOf(PARTITION))
                                    .get(380L))
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
            List<RecordMetadata> written = trail.send(PARTITION, Signing.events("a", 350));
            signing.runUntilPublished(trail, PARTITION, 350);
            trail.behead(PARTITION, written.get(120).offset());
            trail.update("UPDATE audit_checkpoints SET root = sha256(root) WHERE size = 300");

            // When
            try (Rebuild rebuild = Rebuild.open(signing.config(trail))) {
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
            trail.send(PARTITION, Signing.events("a", 150));
            signing.runUntilPublished(trail, PARTITION, 150);
            List<RecordMetadata> unread = trail.send(PARTITION, Signing.events("b", 20));
            trail.behead(PARTITION, unread.get(1).offset());

            // When
            try (Rebuild rebuild = Rebuild.open(signing.config(trail))) {
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
}
