package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.prove.ProofRefusedException;
import dev.writ.proof.prove.RecordProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a proof file proves its record. */
@Command(
        name = "verify-proof",
        description = "Verifies the proof of one record with nothing but its file and a key. Exit codes: 0 proven,"
                + " 1 not proven, 2 refused.",
        mixinStandardHelpOptions = true)
final class VerifyProofCommand implements Callable<Integer> {

    private static final int NOT_PROVEN = 1;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The proof.")
    private Path file = Path.of("");

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Option(
            names = "--value",
            paramLabel = "FILE",
            description = "Where the record's value goes once it is proven: a new file.")
    private @Nullable Path value;

    VerifyProofCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<VerifierKey> known = keys.read();
        try {
            RecordProof proof = RecordProof.parse(Files.readString(file));
            Set<VerifierKey> signers = proof.verify(known);
            if (value != null) {
                byte[] bytes = proof.record().value();
                Files.write(value, bytes == null ? new byte[0] : bytes, StandardOpenOption.CREATE_NEW);
            }
            console.out().print(text(proof, signers));
            console.out().flush();
            return 0;
        } catch (ProofRefusedException e) {
            console.out().println(Printable.line("NOT PROVEN: " + e.getMessage()));
            return NOT_PROVEN;
        } catch (IOException e) {
            throw new RefusedException("the proof cannot be read, or the value not be written: " + e, e);
        }
    }

    private static String text(RecordProof proof, Set<VerifierKey> signers) {
        Checkpoint checkpoint = Checkpoint.in(proof.checkpoint());
        LoggedRecord record = proof.record();
        byte[] key = record.key();
        byte[] bytes = record.value();
        String names = signers.stream().map(VerifierKey::name).sorted().collect(Collectors.joining(", "));
        return String.join(
                "\n",
                "PROVEN",
                Printable.line("log        " + checkpoint.origin() + ", " + checkpoint.size() + " records"),
                Printable.line("signed by  " + names),
                "leaf       " + proof.inclusion().index(),
                "offset     " + record.offset(),
                "timestamp  " + Instant.ofEpochMilli(record.timestamp()),
                Printable.line("key        " + (key == null ? "none" : new String(key, StandardCharsets.UTF_8))),
                "value      " + (bytes == null ? "none" : bytes.length + " bytes"),
                "");
    }
}
