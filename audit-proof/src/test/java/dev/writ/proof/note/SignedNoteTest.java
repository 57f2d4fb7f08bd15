package dev.writ.proof.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notes, with those of golang.org/x/mod/sumdb/note and of C2SP signed-note. */
class SignedNoteTest {

    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String PETERS =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String ENOCHS =
            "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    private static final VerifierKey PETER =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final VerifierKey ENOCH =
            VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
    private static final SignerKey PETERS_SECRET =
            SignerKey.parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    /** A log of Certificate Transparency as its witnesses cosigned it, found in the tests of tlog_scales. */
    private static final String COSIGNED = """
            arche2025h1.staging.ct.transparency.dev
            1432088532
            U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

            — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
            — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
            — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
            """;

    @Test
    void signsAsPublished() {
        // When
        SignedNote note = SignedNote.signed(TEXT, PETERS_SECRET);

        // Then
        assertThat(note).hasToString(TEXT + "\n" + PETERS);
        assertThat(note.with(PETERS_SECRET.sign(TEXT))).isEqualTo(note);
    }

    @Test
    void namesTheKnownKeysAmongTheSigners() {
        // Given
        SignedNote note = SignedNote.parse(TEXT + "\n" + PETERS + ENOCHS + PETERS);

        // Then
        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.signers(List.of(PETER))).containsExactly(PETER);
        assertThat(note.signers(List.of(ENOCH, PETER))).containsExactly(PETER, ENOCH);
        assertThat(note.only(List.of(ENOCH))).hasToString(TEXT + "\n" + ENOCHS);
        assertThatThrownBy(() -> note.signers(List.of()))
                .isInstanceOf(NoteRefusedException.class)
                .hasMessage("no known key signed it; its signatures are of PeterNeumann, EnochRoot");
    }

    @Test
    void verifiesTheExampleOfTheSpecification() {
        // Given
        SignedNote note = SignedNote.parse("""
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """);
        VerifierKey key = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

        // Then
        assertThat(note.signers(List.of(key))).containsExactly(key);
    }

    @Test
    void rejectsTheNoteIfAKnownKeysSignatureFails() {
        // Given
        String broken = PETERS.substring(0, 60) + "ABCD" + PETERS.substring(60);
        SignedNote note = SignedNote.parse(TEXT + "\n" + PETERS + ENOCHS + broken);
        SignedNote edited = SignedNote.parse(TEXT.replace("cryptography", "Kryptography") + "\n" + PETERS);

        // Then
        assertThatThrownBy(() -> note.signers(List.of(ENOCH, PETER)))
                .isInstanceOf(NoteRefusedException.class)
                .hasMessage("the signature of PeterNeumann does not verify");
        assertThatThrownBy(() -> edited.signers(List.of(PETER))).isInstanceOf(NoteRefusedException.class);
        assertThat(note.signers(List.of(ENOCH))).containsExactly(ENOCH);
    }

    @ParameterizedTest
    @MethodSource
    void refusesMalformedNotes(String note) {
        // Then
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(NoteRefusedException.class);
    }

    static Stream<String> refusesMalformedNotes() {
        String head = TEXT + "\n";
        return Stream.of(
                "",
                TEXT,
                head,
                head + PETERS.strip(),
                "\u0001" + head + PETERS,
                "\ud800" + head + PETERS,
                head + PETERS.replace("PeterNeumann", "Bad Name"),
                head + PETERS + "Unexpected line.\n",
                head + PETERS.replace("\n", "\r\n"),
                head + PETERS.replace("—", "-"),
                head + PETERS.replace("=\n", "\n"),
                head + "— PeterNeumann \n",
                head + "— PeterNeumann x08gow==\n",
                head + PETERS.repeat(101));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        // Given
        byte[] bytes = (TEXT + "\n" + PETERS).getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xff;

        // Then
        assertThatThrownBy(() -> SignedNote.parse(bytes))
                .isInstanceOf(NoteRefusedException.class)
                .hasMessage("a note must be UTF-8");
    }

    @Test
    void verifiesCosignaturesOfTheWild() {
        // Given
        SignedNote note = SignedNote.parse(COSIGNED);
        VerifierKey log = VerifierKey.parse(
                "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");
        VerifierKey remora = VerifierKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
        VerifierKey garden = VerifierKey.parse(
                "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM");

        // Then
        assertThat(note.signers(List.of(log, remora, garden))).containsExactly(log, garden, remora);
        assertThatThrownBy(() -> SignedNote.parse(COSIGNED.replace("1432088532", "1432088533"))
                        .signers(List.of(remora)))
                .isInstanceOf(NoteRefusedException.class);
    }

    @Test
    void cosignsWithTheTime() {
        // Given
        SignerKey witness = SignerKey.generate("witness.example.com/w1", KeyType.COSIGNATURE);
        SignedNote note = SignedNote.signed(TEXT, PETERS_SECRET);
        Instant seen = Instant.parse("2026-01-31T12:00:00.5Z");

        // When
        NoteSignature cosignature = witness.cosign(TEXT, seen);
        SignedNote cosigned = note.with(cosignature);

        // Then
        assertThat(ByteBuffer.wrap(cosignature.bytes()).getLong()).isEqualTo(1_769_860_800);
        assertThat(SignedNote.parse(cosigned.toString()).signers(List.of(PETER, witness.verifier())))
                .containsExactly(PETER, witness.verifier());
        assertThatThrownBy(() -> witness.sign(TEXT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PETERS_SECRET.cosign(TEXT, seen)).isInstanceOf(IllegalStateException.class);
    }
}
