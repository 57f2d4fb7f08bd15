package dev.writ.launcher.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.local.Ports;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.TileSubtrees;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a whole Writ, exported and verified by an auditor who has the files and a key. */
@TestInstance(Lifecycle.PER_CLASS)
class ExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final LocalWrit writ;
    private final Auditor auditor;
    private final int healthPort = Ports.free();
    private String key = "";

    ExportIT(@TempDir Path folder) throws InterruptedException {
        this.folder = folder;
        Settings settings = new Settings(Map.of("sink.checkpoint.ms", "200"));
        writ = LocalWrit.start(new LocalSettings(settings, folder.resolve("data"), LocalPorts.ANY));
        auditor = new Auditor(writ.cluster().connection());
    }

    @BeforeAll
    void happen() throws IOException, InterruptedException {
        Answer made = Auditor.run("audit", "keygen", "example.com/prod", "--file", file("operator.key"));
        assertThat(made.code()).as(made.err()).isZero();
        key = made.out().strip();
        try (WritHttp http = new WritHttp(writ.url())) {
            http.post("/api/agents", Map.of("id", "intern", "name", "Intern", "status", "INTERN"));
            for (int chat = 0; chat < 5; chat++) {
                Map<String, String> body = Map.of("user_id", "ada", "agent_id", "intern", "message", "number " + chat);
                assertThat(http.post("/api/atom-agent/chat/stream", body).status())
                        .isEqualTo(200);
            }
        }
    }

    @AfterAll
    void stop() {
        try (writ) {
            auditor.requireReproduced();
        }
    }

    @Test
    void givesFilesThatVerifyAndAProofOfEachRecord() throws IOException {
        // When
        Answer export = export("whole");
        Answer verified = Auditor.run("audit", "verify", file("whole"), "--key", key);
        Path log = largest("whole");
        Answer proof = Auditor.run("audit", "prove", log.toString(), "--offset", "0");
        Path proofFile = Files.writeString(folder.resolve("event.tlog-proof"), proof.out());
        Answer proven = Auditor.run("audit", "verify-proof", proofFile.toString(), "--key", key);

        // Then
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out()).contains("example.com/prod/writ.audit/0: ");
        assertThat(verified.out()).endsWith("INTACT\n").doesNotContain("INCOMPLETE");
        assertThat(verified.code()).isZero();
        assertThat(proven.code()).as(proven.err()).isZero();
    }

    @Test
    void isConsistentWithWhatWasExportedBefore() throws IOException, InterruptedException {
        // Given
        assertThat(export("earlier").code()).isZero();
        List<String> earlier;
        try (Stream<Path> logs = Files.list(folder.resolve("earlier"))) {
            earlier = logs.sorted()
                    .flatMap(log ->
                            Stream.of("--checkpoint", log.resolve("checkpoint").toString()))
                    .toList();
        }

        // When
        try (WritHttp http = new WritHttp(writ.url())) {
            http.post("/api/agents", Map.of("id", "later", "name", "Later"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                auditor.ask("replay", "--agent", "later").out())
                        .contains("later"));
        assertThat(export("later").code()).isZero();
        Answer now = verify("later", earlier);
        Answer before = verify("earlier", List.of("--checkpoint", largestCheckpoint("later", "earlier")));

        // Then
        assertThat(now.code()).as(now.out() + now.err()).isZero();
        assertThat(before.code()).as("an older copy").isEqualTo(3);
    }

    @Test
    void endsWithWhatTheSinkSigned() throws IOException {
        // Given
        String operator = file("data/operator.key.pub");
        String event = await().atMost(PATIENCE)
                .until(() -> auditor.ask("replay", "--json", "--limit", "1").out(), line -> !line.isBlank())
                .replaceFirst("(?s).*?\"event_id\":\"([^\"]+)\".*", "$1");
        await().atMost(PATIENCE).untilAsserted(() -> {
            String directory = "signed-" + System.nanoTime();
            Answer export = auditor.ask("audit", "export", file(directory), "--signed-by", operator);
            assertThat(export.code()).as(export.out() + export.err()).isZero();
        });

        // When
        Answer export = auditor.ask("audit", "export", file("signed"), "--signed-by", operator);
        Answer verified = Auditor.run("audit", "verify", file("signed"), "--key", operator);
        Answer proof = Auditor.run("audit", "prove", file("signed"), event);
        Path proofFile = Files.writeString(folder.resolve("signed.tlog-proof"), proof.out());
        Answer proven = Auditor.run("audit", "verify-proof", proofFile.toString(), "--key", operator);

        // Then
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out()).contains("localhost/writ/writ.audit/");
        assertThat(verified.out()).endsWith("INTACT\n").contains("signed by localhost/writ");
        assertThat(verified.code()).isZero();
        assertThat(proven.code()).as(proof.err() + proven.out()).isZero();
    }

    @Test
    void findsThatTheLogIsNotTheOneThatWasSigned() throws IOException, InterruptedException, ExecutionException {
        // Given
        assertThat(export("honest").code()).isZero();
        String partition = largest("honest").getFileName().toString();
        SignerKey other = SignerKey.generate("example.com/other", KeyType.ED25519);
        Path otherKey = Files.writeString(folder.resolve("other.key"), other.secret());
        String origin = "example.com/other/writ.audit/" + partition;
        publish(Integer.parseInt(partition), new Checkpoint(origin, 1, Hash.sha256(), List.of()).signedBy(other));

        // When
        Answer export = auditor.ask("audit", "export", file("forked"), "--key", otherKey.toString());
        Answer verified = Auditor.run(
                "audit", "verify", file("forked"), "--key", other.verifier().toString());

        // Then
        assertThat(export.code()).isEqualTo(1);
        assertThat(export.err()).contains("TAMPERED " + origin + ": among the leaves 0 to 0, offsets 0 to 0");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains(origin + ": TAMPERED");
    }

    @Test
    void isCosignedAsLongAsItIsOneHistory()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        // Given
        SignerKey operator = SignerKey.generate("example.com/watched", KeyType.ED25519);
        String operatorKey = operator.verifier().toString();
        String witnessKey = Auditor.run("audit", "keygen", "witness", "--witness", "--file", file("watching.key"))
                .out()
                .strip();
        assertThat(export("watched").code()).isZero();
        for (Path log : logs("watched")) {
            for (long size = 1; size <= size(log); size += Math.max(1, size(log) - 1)) {
                Hash root = new TileSubtrees(new LogDirectory(log)).over(0, size);
                publish(
                        partition(log),
                        new Checkpoint(originOf(operator, log), size, root, List.of()).signedBy(operator));
            }
        }

        // When
        CompletableFuture<Answer> witness = CompletableFuture.supplyAsync(() -> witness(operatorKey));
        Path cosigned = await().atMost(PATIENCE)
                .until(() -> cosigned(operatorKey, witnessKey), Optional::isPresent)
                .get();
        await().atMost(PATIENCE).until(() -> health("/health/ready") == 200);
        Answer verified =
                Auditor.run("audit", "verify", cosigned.toString(), "--key", operatorKey, "--key", witnessKey);

        // Then
        assertThat(health("/health/live")).isEqualTo(200);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("signed by example.com/watched, witness")
                .endsWith("INTACT\n");

        // When
        Path log = largest("watched");
        publish(
                partition(log),
                new Checkpoint(originOf(operator, log), size(log), Hash.sha256(), List.of()).signedBy(operator));
        Answer refused = witness.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        // Then
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("INCONSISTENT " + originOf(operator, log))
                .hasLineCount(1);
        assertThat(witness(operatorKey).err()).as("once more").isEqualTo(refused.err());
    }

    private int health(String path) throws IOException, InterruptedException {
        try (WireHttp http = new WireHttp(URI.create("http://127.0.0.1:" + healthPort))) {
            return http.get(path).statusCode();
        }
    }

    private Answer witness(String operatorKey) {
        return auditor.ask(
                "witness",
                file("memory"),
                "--key",
                file("watching.key"),
                "--operator",
                operatorKey,
                "--set",
                "management.port=" + healthPort);
    }

    /** The export whose logs both have signed to their ends of before; none yet. */
    private Optional<Path> cosigned(String operatorKey, String witnessKey) throws IOException {
        Path export = folder.resolve("cosigned-" + System.nanoTime());
        Answer answer = auditor.ask(
                "audit", "export", export.toString(), "--signed-by", operatorKey, "--signed-by", witnessKey);
        if (answer.code() != 0) {
            return Optional.empty();
        }
        for (Path log : logs("watched")) {
            if (size(log) > 0 && size(export.resolve(log.getFileName())) < size(log)) {
                return Optional.empty();
            }
        }
        return Optional.of(export);
    }

    private List<Path> logs(String export) throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve(export))) {
            return logs.toList();
        }
    }

    private static int partition(Path log) {
        return Integer.parseInt(String.valueOf(log.getFileName()));
    }

    private static String originOf(SignerKey operator, Path log) {
        return operator.verifier().name() + "/writ.audit/" + partition(log);
    }

    @Test
    void namesTheRecordThatWasChanged() throws IOException {
        // Given
        assertThat(export("changed").code()).isZero();
        Path records = largest("changed").resolve("records/000");
        String text = Files.readString(records, ISO_8859_1);
        Files.writeString(records, text.replaceFirst("dev\\.writ\\.", "dev.wrut."), ISO_8859_1);

        // When
        Answer verified = verify("changed", List.of());

        // Then
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("TAMPERED").contains("records/000").contains("offset");
    }

    @Test
    void refusesAFolderWithAnExportAndKeysThatSignNothing() throws IOException {
        // Given
        assertThat(export("twice").code()).isZero();
        Auditor.run("audit", "keygen", "witness", "--witness", "--file", file("witness.key"));
        Path broken = Files.writeString(folder.resolve("broken.key"), "no key");

        // When
        Answer again = export("twice");
        Answer witness = auditor.ask("audit", "export", file("witnessed"), "--key", file("witness.key"));
        Answer none = auditor.ask("audit", "export", file("unsigned"), "--key", broken.toString());

        // Then
        assertThat(List.of(again.code(), witness.code(), none.code())).containsOnly(2);
        assertThat(again.err()).contains("never written over another").hasLineCount(1);
        assertThat(witness.err()).contains("a witness").hasLineCount(1);
        assertThat(none.err()).contains("broken.key").hasLineCount(1);
    }

    private Answer export(String name) {
        return auditor.ask("audit", "export", file(name), "--key", file("operator.key"));
    }

    private void publish(int partition, SignedNote note) throws InterruptedException, ExecutionException {
        AuditCheckpoint checkpoint = AuditCheckpoint.newBuilder()
                .setTopic(Topics.AUDIT.name())
                .setPartition(partition)
                .setSize(Checkpoint.in(note).size())
                .setRoot(ByteBuffer.wrap(Checkpoint.in(note).root().bytes()))
                .setNote(note.toString())
                .setSignedAt(Instant.EPOCH)
                .build();
        KafkaConnection kafka = writ.cluster().connection();
        AvroSerializer<AuditCheckpoint> serializer = new AvroSerializer<>(kafka.registry());
        String topic = Topics.AUDIT_CHECKPOINTS.name();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.producer("test"), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] log = (Topics.AUDIT.name() + "-" + partition).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, log, serializer.serialize(topic, checkpoint)))
                    .get();
        }
    }

    private Answer verify(String name, List<String> more) {
        return Auditor.run(Stream.concat(Stream.of("audit", "verify", file(name), "--key", key), more.stream())
                .toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** The partition's log with the most records. */
    private Path largest(String export) throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve(export))) {
            return logs.max(Comparator.comparingLong(ExportIT::size)).orElseThrow();
        }
    }

    /** The checkpoint of a log that has grown from the one export to the other. */
    private String largestCheckpoint(String later, String earlier) throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve(later))) {
            return logs.filter(log -> size(log) > size(folder.resolve(earlier).resolve(log.getFileName())))
                    .map(log -> log.resolve("checkpoint").toString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long size(Path log) {
        try {
            return Long.parseLong(Files.readAllLines(log.resolve("checkpoint")).get(1));
        } catch (IOException e) {
            throw new AssertionError("a log without a checkpoint", e);
        }
    }
}
