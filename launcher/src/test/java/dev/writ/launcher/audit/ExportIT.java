package dev.writ.launcher.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a whole Writ, exported and verified by an auditor who has the files and a key. */
@TestInstance(Lifecycle.PER_CLASS)
class ExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final LocalWrit writ;
    private final Auditor auditor;
    private String key = "";

    ExportIT(@TempDir Path folder) throws InterruptedException {
        this.folder = folder;
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), folder.resolve("data"), LocalPorts.ANY));
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
        writ.close();
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
