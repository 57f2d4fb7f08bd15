package dev.writ.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.audit.ExportedLog.Ending;
import dev.writ.launcher.audit.PublishedCheckpoints.Published;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.verify.LogVerifier;
import dev.writ.proof.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log with records at every second offset, and what was published of it. */
class ExportedLogTest {

    private static final String ORIGIN = "prod/writ.audit/0";
    private static final SignerKey OPERATOR = SignerKey.of("prod", KeyType.ED25519, new byte[32]);

    private enum History {
        HONEST,
        /** As if the record 400 had been another one when it was signed. */
        OTHER;

        String value(long n) {
            return this == OTHER && n == 400 ? "another" : "value " + n;
        }
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isSignedAsItIsIfAllThatWasPublishedAgrees() throws IOException {
        // When
        Ending ending =
                export(700, Optional.of(OPERATOR), published(History.HONEST, 1), published(History.HONEST, 600));

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(ending.checkpoint()).map(Checkpoint::size).contains(700L);
        assertThat(verified()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void endsWithTheLastPublishedOneIfNobodySignsIt() throws IOException {
        // When
        Ending ending = export(700, Optional.empty(), published(History.HONEST, 300), published(History.HONEST, 600));

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(ending.checkpoint()).map(Checkpoint::size).contains(600L);
        assertThat(verified()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void namesBetweenWhichCheckpointsItWasChangedAndIsNotSigned() throws IOException {
        // When
        Ending ending = export(
                700,
                Optional.of(OPERATOR),
                published(History.OTHER, 300),
                published(History.OTHER, 500),
                published(History.OTHER, 600));

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(ending.what()).contains("leaves 300 to 499, offsets 600 to 998");
        assertThat(verified()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void saysThatTwoHistoriesWereSigned() throws IOException {
        // When
        Ending ending =
                export(700, Optional.of(OPERATOR), published(History.OTHER, 500), published(History.HONEST, 600));

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(ending.what()).contains("two histories");
        assertThat(verified()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void saysThatItsEndIsMissing() throws IOException {
        // When
        Ending ending = export(500, Optional.of(OPERATOR), published(History.HONEST, 600));

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(ending.what()).contains("ends with 500 records", "600");
        assertThat(verified()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void saysThatNobodyHasSignedIt() throws IOException {
        // When
        Ending ending = export(5, Optional.empty());

        // Then
        assertThat(ending.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(ending.what()).contains("no checkpoint of its 5 records");
    }

    /** @param published in the order of their sizes */
    private Ending export(int records, Optional<SignerKey> key, Published... published) throws IOException {
        Optional<Published> latest =
                published.length == 0 ? Optional.empty() : Optional.of(published[published.length - 1]);
        try (ExportedLog log = ExportedLog.create(ORIGIN, folder.resolve("log"), latest, key)) {
            for (int n = 0; n < records; n++) {
                log.append(record(History.HONEST, n));
            }
            log.end();
            for (Published each : published) {
                log.compare(each);
            }
            return log.finish();
        }
    }

    private Verdict verified() throws IOException {
        return new LogVerifier(List.of(OPERATOR.verifier()))
                .verify(folder.resolve("log"), Optional.empty())
                .verdict();
    }

    private static Published published(History history, int size) {
        Frontier tree = Frontier.EMPTY;
        for (int n = 0; n < size; n++) {
            tree = tree.append(Leaf.of(record(history, n)).hash());
        }
        SignedNote note = Checkpoint.of(ORIGIN, tree).signedBy(OPERATOR);
        return new Published(Checkpoint.in(note), note, Set.of(OPERATOR.verifier()));
    }

    private static LoggedRecord record(History history, long n) {
        return new LoggedRecord(2 * n, n, null, history.value(n).getBytes(StandardCharsets.UTF_8));
    }
}
