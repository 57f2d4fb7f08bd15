package dev.writ.launcher.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingFileTest {

    private static final String ORIGIN = "prod/writ.audit/0";

    @TempDir
    private Path memory = Path.of("");

    @Test
    void givesWhatWasWrittenLast() throws IOException {
        // Given
        ReadingFile file = new ReadingFile(memory);
        file.write(new Reading(Map.of(ORIGIN, read(3)), Map.of(0, 4L)));

        // When
        file.write(new Reading(Map.of(ORIGIN, read(7), "prod/writ.audit/1", read(1)), Map.of(0, 11L, 5, 2L)));

        // Then
        Reading reading = new ReadingFile(memory).read();
        assertThat(reading.logs()).containsOnlyKeys(ORIGIN, "prod/writ.audit/1");
        assertThat(reading.of(ORIGIN).next()).isEqualTo(14);
        assertThat(reading.of(ORIGIN).frontier().bytes())
                .isEqualTo(read(7).frontier().bytes());
        assertThat(reading.checkpoints()).isEqualTo(Map.of(0, 11L, 5, 2L));
    }

    @Test
    void givesNothingOfADamagedFileOrOfNone() throws IOException {
        // Given
        ReadingFile file = new ReadingFile(memory);
        Reading none = file.read();
        file.write(new Reading(Map.of(ORIGIN, read(3)), Map.of(0, 4L)));
        Path written = memory.resolve("reading");
        String text = Files.readString(written);

        // When, Then
        assertThat(none).isEqualTo(Reading.NOTHING);
        for (String damaged : List.of(
                text.replace("log 6", "log 7"), text.substring(0, text.length() - 2), "", "sha256 ", "no reading")) {
            Files.writeString(written, damaged);
            assertThat(file.read()).as(damaged).isEqualTo(Reading.NOTHING);
        }
    }

    @Test
    void belongsToWhatWasCosignedNoFurtherThanThat() {
        Reading reading = new Reading(Map.of(ORIGIN, read(3)), Map.of());

        assertThat(reading.belongsTo(Map.of(ORIGIN, cosigned(3)))).isTrue();
        assertThat(reading.belongsTo(Map.of(ORIGIN, cosigned(4), "prod/writ.audit/1", cosigned(1))))
                .isTrue();
        assertThat(reading.belongsTo(Map.of(ORIGIN, cosigned(2)))).isFalse();
        assertThat(reading.belongsTo(Map.of("other/writ.audit/0", cosigned(3)))).isFalse();
    }

    private static Checkpoint cosigned(int size) {
        return Checkpoint.of(ORIGIN, read(size).frontier());
    }

    /** Of records at every second offset. */
    private static GrownLog read(int records) {
        GrownLog log = GrownLog.UNREAD;
        for (int n = 0; n < records; n++) {
            Hash leaf = TreeHash.leaf(Integer.toString(n).getBytes(StandardCharsets.UTF_8));
            log = log.append(leaf, 2L * n + 1);
        }
        return log;
    }
}
