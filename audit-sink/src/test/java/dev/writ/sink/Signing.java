package dev.writ.sink;

import static org.awaitility.Awaitility.await;

import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.sink.checkpoint.CheckpointConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sinks that sign every hundredth record of a log, and the rest within 100 ms, with the key of an operator that no other test has.
 *
 * @param file with the key
 */
record Signing(SignerKey key, Path file) {

    static Signing in(Path folder) throws IOException {
        SignerKey key = SignerKey.of("example.com/" + Events.id("operator"), KeyType.ED25519, new byte[32]);
        return new Signing(key, Files.writeString(folder.resolve("operator.key"), key.secret() + "\n"));
    }

    String originOf(int partition) {
        return key.verifier().name() + "/" + Topics.AUDIT.name() + "/" + partition;
    }

    SinkConfig config(Trail trail) {
        Map<String, String> settings = trail.settings();
        settings.put(CheckpointConfig.KEY_FILE, file.toString());
        settings.put(CheckpointConfig.RECORDS, "100");
        settings.put(CheckpointConfig.INTERVAL_MS, "100");
        return SinkConfig.from(settings);
    }

    SinkService start(Trail trail) {
        return SinkService.start(config(trail), new SimpleMeterRegistry());
    }

    /** Runs a sink until it has published the checkpoint of a size, and all others that it signed. */
    void runUntilPublished(Trail trail, int partition, long size) {
        try (SinkService sink = start(trail)) {
            await().atMost(Trail.LONGEST)
                    .until(() -> sink.isReady()
                            && trail.checkpoints(originOf(partition)).containsKey(size)
                            && trail.count("audit_checkpoints WHERE NOT published") == 0);
        }
    }

    static AuditRecorded[] events(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> Events.chat(Events.id(prefix), Events.id("session")))
                .toArray(AuditRecorded[]::new);
    }
}
