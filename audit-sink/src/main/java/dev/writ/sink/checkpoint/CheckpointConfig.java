package dev.writ.sink.checkpoint;

import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.settings.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * How checkpoints are signed.
 *
 * @param keyFile the operator's secret; empty: none are signed
 * @param every one for each so many records of a log, 1 or more
 * @param interval the longest that a record waits for one, 100 ms or more
 */
public record CheckpointConfig(Optional<Path> keyFile, int every, Duration interval) {

    /** The file with the key. */
    public static final String KEY_FILE = "sink.checkpoint.key.file";

    /** Records from one checkpoint to the next. */
    public static final String RECORDS = "sink.checkpoint.records";

    /** Time from one checkpoint to the next. */
    public static final String INTERVAL_MS = "sink.checkpoint.ms";

    /** Adds the keys. */
    public static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        KEY_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File with the operator's key, of ./writ audit keygen, that signs checkpoints of the audit; empty: none")
                .define(
                        RECORDS,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Records of a partition from one signed checkpoint to the next")
                .define(
                        INTERVAL_MS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        "Longest that a record waits for a signed checkpoint");
    }

    /** What the settings say. */
    public static CheckpointConfig from(AbstractConfig config) {
        return new CheckpointConfig(
                Optional.of(config.getString(KEY_FILE))
                        .filter(file -> !file.isBlank())
                        .map(Path::of),
                config.getInt(RECORDS),
                Duration.ofMillis(config.getInt(INTERVAL_MS)));
    }

    /**
     * Reads the key.
     *
     * @throws ConfigException if the file has no key that signs logs
     */
    public Optional<SignerKey> key() {
        return keyFile.map(CheckpointConfig::read);
    }

    private static SignerKey read(Path file) {
        try {
            SignerKey key = SignerKey.parse(Files.readString(file).strip());
            if (key.verifier().type() == KeyType.ED25519) {
                return key;
            }
        } catch (NoteRefusedException | IOException _) { // What is asked for says enough, and no part of a secret.
        }
        throw BadSetting.value(
                KEY_FILE, file, "a readable file with an operator's key, as ./writ audit keygen writes it");
    }
}
