package dev.writ.proof.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, with those of golang.org/x/mod/sumdb/note and of C2SP signed-note. */
class KeysTest {

    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String PETERS_SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PETER,
                "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
            })
    void readsAndWritesPublishedVerifierKeys(String text) {
        // When
        VerifierKey key = VerifierKey.parse(text);

        // Then
        assertThat(key).hasToString(text).isEqualTo(VerifierKey.parse(text));
    }

    @Test
    void findsThePublicKeyOfAPublishedSecret() {
        // When
        SignerKey key = SignerKey.parse(PETERS_SECRET);

        // Then
        assertThat(key.verifier()).isEqualTo(VerifierKey.parse(PETER));
        assertThat(key.secret()).isEqualTo(PETERS_SECRET);
        assertThat(key.toString()).doesNotContain("AYEKFALVFGyNhPJEMzD1QIDr");
    }

    @ParameterizedTest
    @EnumSource
    void makesKeysThatSurviveBeingWritten(KeyType type) {
        // When
        SignerKey key = SignerKey.generate("audit.example.com/prod", type);

        // Then
        assertThat(SignerKey.parse(key.secret()).verifier()).isEqualTo(key.verifier());
        assertThat(key.verifier().type()).isEqualTo(type);
    }

    @Test
    void refusesEveryMangledKey() {
        for (String text : new String[] {PETER, PETERS_SECRET}) {
            for (int at = 0; at < text.length(); at++) {
                // Given
                char next = (char) (text.charAt(at) + 1);
                String mangled = text.substring(0, at) + next + text.substring(at + 1);
                String cut = text.substring(0, at);
                String beheaded = text.substring(at + 1);

                // Then
                assertThatThrownBy(() -> parse(mangled)).as(mangled).isInstanceOf(NoteRefusedException.class);
                assertThatThrownBy(() -> parse(cut)).as(cut).isInstanceOf(NoteRefusedException.class);
                assertThatThrownBy(() -> parse(beheaded)).as(beheaded).isInstanceOf(NoteRefusedException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void refusesKeysOfWrongLengthTypeOrSpelling(String text) {
        // Then
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(NoteRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a+b", "no\u00a0break", "next\u0085line", "line\nfeed", "\ud800"})
    void refusesNamesThatSignaturesCouldNotCarry(String name) {
        // Then
        assertThatThrownBy(() -> SignerKey.generate(name, KeyType.ED25519)).isInstanceOf(NoteRefusedException.class);
    }

    private static Object parse(String text) {
        return text.startsWith("PRIVATE") || text.contains("KEY+") ? SignerKey.parse(text) : VerifierKey.parse(text);
    }
}
