package dev.writ.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.Writ;
import dev.writ.launcher.console.Console;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogWriter;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.prove.RecordProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {

    private static final SignerKey OPERATOR = SignerKey.of("prod", KeyType.ED25519, new byte[32]);
    private static final String KEY = OPERATOR.verifier().toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void saysThatAnExportIsIntact() throws IOException {
        // Given
        write(folder.resolve("export/0"), 0, 3);
        write(folder.resolve("export/1"), 1, 0);
        Path keys = Files.writeString(folder.resolve("keys"), "\n" + KEY + "\n");

        // When
        int code = run("verify", folder.resolve("export").toString(), "--key", keys.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .startsWith("prod/writ.audit/0: INTACT, 3 records, root ")
                .contains(", signed by prod\nprod/writ.audit/1: INTACT, 0 records, root ")
                .endsWith(", signed by prod\nINTACT\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void namesWhereAnExportWasTamperedWith() throws IOException {
        // Given
        write(folder.resolve("log"), 0, 3);
        Path records = folder.resolve("log/records/000");
        Files.writeString(
                records,
                Files.readString(records, StandardCharsets.ISO_8859_1).replace("value-1", "value-?"),
                StandardCharsets.ISO_8859_1);

        // When
        int code = run("verify", folder.resolve("log").toString(), "--key", KEY);
        int asJson = run("verify", folder.resolve("log").toString(), "--key", KEY, "--json");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(asJson).isEqualTo(1);
        assertThat(out.toString())
                .contains("TAMPERED records/000, leaf 1, offset 10: the record differs from what was logged: value\n");
        JsonNode report = new ObjectMapper()
                .readTree(out.toString().substring(out.toString().indexOf('{')));
        assertThat(report.at("/verdict").asText()).isEqualTo("TAMPERED");
        assertThat(report.at("/logs/0/signers/0").asText()).isEqualTo(KEY);
        assertThat(report.at("/logs/0/findings/0/file").asText()).isEqualTo("records/000");
        assertThat(report.at("/logs/0/findings/0/leaf").asLong()).isEqualTo(1);
        assertThat(report.at("/logs/0/findings/0/offset").asLong()).isEqualTo(10);
    }

    @Test
    void saysThatAnExportIsIncomplete() throws IOException {
        // Given
        SignedNote later = write(folder.resolve("later"), 0, 4);
        write(folder.resolve("log"), 0, 3);
        Path checkpoint = Files.writeString(folder.resolve("checkpoint"), later.toString());

        // When
        int code = run("verify", folder.resolve("log").toString(), "--key", KEY, "--checkpoint", checkpoint.toString());

        // Then
        assertThat(code).isEqualTo(3);
        assertThat(out.toString())
                .contains("the log ends here, the known checkpoint has 4 leaves\n")
                .endsWith("INCOMPLETE\n");
    }

    @Test
    void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        // Given
        Path secret = folder.resolve("secret");

        // When
        int code = run("keygen", "audit.example.com/prod", "--file", secret.toString());

        // Then
        assertThat(code).isZero();
        SignerKey key = SignerKey.parse(Files.readString(secret).strip());
        assertThat(out.toString()).isEqualTo(key.verifier() + "\n");
        assertThat(key.verifier().type()).isEqualTo(KeyType.ED25519);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void overwritesNoKey() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "precious\n");

        // When
        int code = run("keygen", "prod", "--witness", "--file", secret.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(secret).hasContent("precious");
        assertThat(err.toString()).startsWith("writ: ").endsWith("a key is never overwritten\n");
    }

    @Test
    void provesARecordAndVerifiesItsProof() throws IOException {
        // Given
        write(folder.resolve("log"), 3, 3);
        run("prove", folder.resolve("log").toString(), "--offset", "10");
        String text = out.toString();
        out.getBuffer().setLength(0);
        Path proof = Files.writeString(folder.resolve("proof"), text);
        Path broken = Files.writeString(folder.resolve("broken"), text.replace("index 1", "index 2"));
        Path value = folder.resolve("value");

        // When
        int proven = run("verify-proof", proof.toString(), "--key", KEY, "--value", value.toString());
        int notProven = run("verify-proof", broken.toString(), "--key", KEY);

        // Then
        assertThat(proven).isZero();
        assertThat(value).hasContent("value-1");
        assertThat(notProven).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("PROVEN\nlog        prod/writ.audit/3, 3 records\n")
                .contains("\noffset     10\n", "\nvalue      7 bytes\n")
                .endsWith("NOT PROVEN: the record is not leaf 2 of prod/writ.audit/3\n");
    }

    @Test
    void findsTheRecordOfAnEventInTheLogsOfAnExport() throws IOException {
        // Given
        write(folder.resolve("export/0"), 0, 3);
        write(folder.resolve("export/1"), 1, event("event-"), event("event-é"), event("event-é"));

        // When
        int code = run("prove", folder.resolve("export").toString(), "event-é");
        String proof = out.toString();
        int byOption = run("prove", folder.resolve("export/1").toString(), "--event", "event-é");
        int none = run("prove", folder.resolve("export").toString(), "event");

        // Then
        assertThat(code).isZero();
        assertThat(RecordProof.parse(proof).inclusion().index()).isEqualTo(1);
        assertThat(RecordProof.parse(proof).verify(List.of(OPERATOR.verifier())))
                .hasSize(1);
        assertThat(byOption).isZero();
        assertThat(out.toString()).isEqualTo(proof + proof);
        assertThat(none).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("writ: the log has no event event\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verify",
                "verify /nowhere --key prod+00000000+AA==",
                "verify .",
                "verify /nowhere --key /nowhere",
                "verify-proof /nowhere",
                "prove /nowhere --offset 1",
                "prove /nowhere",
                "prove /nowhere event",
                "prove /nowhere event --offset 1",
                "keygen",
                "keygen prod",
                "keygen a+b --file /nowhere/key",
                "keygen prod --file /nowhere/key"
            })
    void refusesBadUsageInOneLine(String arguments) {
        // When
        int code = run(arguments.split(" "));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("writ: ").hasLineCount(1);
    }

    @Test
    void refusesAFolderWithoutLogs() {
        // When
        int code = run("verify", folder.toString(), "--key", KEY);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).endsWith("has no log in it\n").hasLineCount(1);
    }

    /** A value of writ.audit as far as its first field: a zero byte, the schema's id, and the event id behind its length. */
    private static byte[] event(String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer value = ByteBuffer.allocate(6 + text.length + 1);
        value.put((byte) 0).putInt(7).put((byte) (2 * text.length)).put(text).put((byte) 1);
        return value.array();
    }

    private static SignedNote write(Path directory, int partition, int records) throws IOException {
        byte[][] values = IntStream.range(0, records)
                .mapToObj(i -> ("value-" + i).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return write(directory, partition, values);
    }

    private static SignedNote write(Path directory, int partition, byte[]... values) throws IOException {
        try (LogWriter writer = LogWriter.create(directory)) {
            for (int i = 0; i < values.length; i++) {
                writer.append(new LoggedRecord(10L * i, i, null, values[i]));
            }
            String origin = new LogOrigin("prod", "writ.audit", partition).text();
            SignedNote note = Checkpoint.of(origin, writer.frontier()).signedBy(OPERATOR);
            writer.finish(note);
            return note;
        }
    }

    private int run(String... arguments) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of());
        String[] all = Stream.concat(Stream.of("audit"), Stream.of(arguments))
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new);
        return Writ.run(console, all);
    }
}
