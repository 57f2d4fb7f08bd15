package dev.writ.proof.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final SignerKey KEY = SignerKey.of("example.com", KeyType.ED25519, new byte[32]);

    @Test
    void readsTheExampleOfTheSpecification() {
        // Given
        SignedNote note = SignedNote.parse("""
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                """);

        // When
        Checkpoint checkpoint = Checkpoint.in(note);

        // Then
        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.root().base64()).isEqualTo(ROOT);
        assertThat(checkpoint.extensions()).isEmpty();
        assertThat(checkpoint.text()).isEqualTo(note.text());
    }

    @Test
    void keepsExtensionLines() {
        // Given
        Checkpoint checkpoint = new Checkpoint("log", 0, Frontier.EMPTY.root(), List.of("one", "two"));

        // When
        SignedNote note = checkpoint.signedBy(KEY);

        // Then
        assertThat(Checkpoint.in(note)).isEqualTo(checkpoint);
        assertThat(note.signers(List.of(KEY.verifier()))).containsExactly(KEY.verifier());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n1\n",
                "\n1\n" + ROOT + "\n",
                "log\n01\n" + ROOT + "\n",
                "log\n-1\n" + ROOT + "\n",
                "log\n+1\n" + ROOT + "\n",
                "log\n9223372036854775808\n" + ROOT + "\n",
                "log\n1\nAAAA\n",
                "log\n1\n" + ROOT + " \n",
                "log\n1\n" + ROOT + "\n\nextension\n"
            })
    void refusesWhatIsNoCheckpoint(String text) {
        // Given
        SignedNote note = SignedNote.signed(text, KEY);

        // Then
        assertThatThrownBy(() -> Checkpoint.in(note)).isInstanceOf(NoteRefusedException.class);
    }

    @Test
    void namesALogByOperatorTopicAndPartition() {
        // When
        LogOrigin origin = LogOrigin.parse("audit.example.com/prod/writ.audit/3");

        // Then
        assertThat(origin).isEqualTo(new LogOrigin("audit.example.com/prod", "writ.audit", 3));
        assertThat(origin).hasToString("audit.example.com/prod/writ.audit/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "writ.audit/3", "a/b/03", "a/b/-1", "a b/c/1", "a+b/c/1", "a/b/c", "a/b/1\n"})
    void refusesOtherOrigins(String text) {
        // Then
        assertThatThrownBy(() -> LogOrigin.parse(text)).isInstanceOf(NoteRefusedException.class);
    }
}
