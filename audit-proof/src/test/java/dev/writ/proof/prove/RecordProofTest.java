package dev.writ.proof.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.encoding.Base64Text;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.SampleLog;
import dev.writ.proof.merkle.InclusionProof;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordProofTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 300, 699})
    void provesARecordWithItsTextAndAKeyAlone(int index) throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(700));
        String text = RecordProof.of(new LogDirectory(folder), index).text();

        // When
        RecordProof proof = RecordProof.parse(text);

        // Then
        assertThat(proof.verify(List.of(SampleLog.OPERATOR.verifier()))).containsExactly(SampleLog.OPERATOR.verifier());
        assertThat(proof.record()).isEqualTo(SampleLog.record(index));
        assertThat(proof.text()).isEqualTo(text).startsWith("c2sp.org/tlog-proof@v1\nextra ");
    }

    @Test
    void provesNothingButTheRecordAtItsPlaceInItsLog() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(700));
        RecordProof proof = RecordProof.of(new LogDirectory(folder), 300);
        LoggedRecord record = SampleLog.record(300);
        LoggedRecord other = new LoggedRecord(record.offset(), record.timestamp(), record.key(), new byte[0]);
        InclusionProof moved = new InclusionProof(301, proof.inclusion().path());

        // Then
        assertRefused(new RecordProof(other, proof.inclusion(), proof.checkpoint()), "the record is not leaf 300 of");
        assertRefused(new RecordProof(record, moved, proof.checkpoint()), "the record is not leaf 301 of");
        assertThatThrownBy(() -> proof.verify(
                        List.of(SignerKey.generate("other", KeyType.ED25519).verifier())))
                .isInstanceOf(ProofRefusedException.class)
                .hasMessageStartingWith("no known key signed it");
    }

    @Test
    void refusesWhatIsNoProof() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(3));
        String text = RecordProof.of(new LogDirectory(folder), 1).text();
        String record = Base64Text.encode(SampleLog.record(1).bytes());

        // Then
        assertMalformed("");
        assertMalformed(text.replace("@v1", "@v2"));
        assertMalformed(text.replace("extra " + record + "\n", ""));
        assertMalformed(text.replace("extra " + record, "extra AAAA"));
        assertMalformed(text.replace("index 1", "index 01"));
        assertMalformed(text.replace("index 1\n", "index 1\nAAAA\n"));
        assertMalformed(text.substring(0, text.indexOf("\n\n") + 2));
    }

    @Test
    void provesNoLeafThatTheCheckpointDoesNotHave() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(3));

        // Then
        assertThatThrownBy(() -> RecordProof.of(new LogDirectory(folder), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheLeafOfAnOffset() throws IOException {
        // Given
        SampleLog.write(folder, SampleLog.records(700));
        OffsetSearch search = new OffsetSearch(new LogDirectory(folder), 700);

        // Then
        for (long index : new long[] {0, 1, 255, 256, 511, 512, 699}) {
            assertThat(search.leafOf(2 * index)).hasValue(index);
            assertThat(search.leafOf(2 * index + 1)).isEmpty();
        }
        assertThat(search.leafOf(1400)).isEmpty();
        assertThat(new OffsetSearch(new LogDirectory(folder), 0).leafOf(0)).isEmpty();
    }

    private static void assertRefused(RecordProof proof, String message) {
        assertThatThrownBy(() -> proof.verify(List.of(SampleLog.OPERATOR.verifier())))
                .isInstanceOf(ProofRefusedException.class)
                .hasMessageStartingWith(message);
    }

    private static void assertMalformed(String text) {
        assertThatThrownBy(() -> RecordProof.parse(text)).isInstanceOf(ProofRefusedException.class);
    }
}
