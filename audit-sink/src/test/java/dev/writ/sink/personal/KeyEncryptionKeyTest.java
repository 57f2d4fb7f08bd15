package dev.writ.sink.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionKeyTest {

    private static final TextPlace PLACE = new TextPlace("writ.requests.chat", 3, 42);

    private final KeyEncryptionKey key = new KeyEncryptionKey(new byte[32]);

    @Test
    void opensWhatItSealedAndNothingElse() {
        // Given
        SubjectKey alice = key.create("alice", 1);
        Sealed sealed = alice.seal(text("alice", "a secret\0"));
        SubjectKey restored = key.open("alice", 1, alice.wrapped()).orElseThrow();

        // When
        Optional<byte[]> opened = restored.open(PLACE, sealed);

        // Then
        assertThat(opened).hasValueSatisfying(plain -> assertThat(plain).isEqualTo("a secret\0".getBytes(UTF_8)));
        assertThat(new String(sealed.ciphertext(), UTF_8)).doesNotContain("secret");
        assertThat(key.create("alice", 1).open(PLACE, sealed)).as("another key").isEmpty();
    }

    @Test
    void refusesATextOfAnotherPlaceSubjectOrGeneration() {
        SubjectKey alice = key.create("alice", 1);
        Sealed sealed = alice.seal(text("alice", "a secret"));

        assertThat(alice.open(new TextPlace(PLACE.topic(), 3, 43), sealed)).isEmpty();
        assertThat(alice.open(new TextPlace(PLACE.topic(), 4, 42), sealed)).isEmpty();
        assertThat(alice.open(new TextPlace("writ.texts", 3, 42), sealed)).isEmpty();
        assertThat(new SubjectKey("bob", 1, alice.key(), alice.wrapped()).open(PLACE, sealed))
                .isEmpty();
        assertThat(new SubjectKey("alice", 2, alice.key(), alice.wrapped()).open(PLACE, sealed))
                .isEmpty();
    }

    @Test
    void givesNoSubjectTheKeyOfAnother() {
        Sealed wrapped = key.create("alice", 1).wrapped();

        assertThat(key.open("bob", 1, wrapped)).isEmpty();
        assertThat(key.open("alice", 2, wrapped)).isEmpty();
        assertThat(new KeyEncryptionKey("another key of thirty-two bytes.".getBytes(UTF_8)).open("alice", 1, wrapped))
                .isEmpty();
    }

    @Test
    void takesANewNonceForEachText() {
        SubjectKey alice = key.create("alice", 1);

        assertThat(alice.seal(text("alice", "same")).nonce())
                .isNotEqualTo(alice.seal(text("alice", "same")).nonce());
    }

    @Test
    void readsOnlyAFileThatIsItsOwnersAlone(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("personal.key"), KeyEncryptionKey.generate() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyEncryptionKey.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("others than its owner");

        // When
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        KeyEncryptionKey read = KeyEncryptionKey.read(file);

        // Then
        assertThat(KeyEncryptionKey.read(file)
                        .open("alice", 1, read.create("alice", 1).wrapped()))
                .isPresent();
    }

    @Test
    void refusesAFileWithoutAKey(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("personal.key"), "c2hvcnQ=");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> KeyEncryptionKey.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThatThrownBy(() -> KeyEncryptionKey.read(folder.resolve("none")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no such file");
    }

    private static PersonalText text(String subject, String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                PLACE.topic(), PLACE.partition(), PLACE.offset(), new byte[0], value.getBytes(UTF_8));
        return new PersonalText(record, "chat", subject, Optional.empty());
    }
}
