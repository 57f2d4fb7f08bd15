package dev.writ.launcher.witness;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.witness.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file "reading" in a witness's memory, which saves it from reading everything again. It is replaced as a whole, has reached the
 * disk when {@link #write} returns, and ends with the SHA-256 of what is before it.
 */
final class ReadingFile {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingFile.class);
    private static final String HEAD = "writ-witness reading 1\n";
    private static final String LOG_LINE = "log";
    private static final String CHECKPOINTS_LINE = "checkpoints";
    private static final String DIGEST_LINE = "sha256 ";
    private static final int FIELDS = 4;

    private final Path file;

    /** @param memory the witness's folder */
    ReadingFile(Path memory) {
        this.file = memory.resolve("reading");
    }

    /**
     * What was written; nothing if there is no such file, or a damaged one, which is said in the log.
     *
     * @throws IOException if it cannot be read
     */
    Reading read() throws IOException {
        if (!Files.exists(file)) {
            return Reading.NOTHING;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String body = text.substring(0, Math.max(0, text.lastIndexOf(DIGEST_LINE)));
        if (!text.startsWith(HEAD) || !text.equals(digested(body))) {
            LOG.warn("{} is damaged or of another version; the audit is read from its beginning", file);
            return Reading.NOTHING;
        }
        Map<String, GrownLog> logs = new HashMap<>();
        Map<Integer, Long> checkpoints = new HashMap<>();
        text.lines().map(line -> line.split(" ", FIELDS)).forEach(fields -> {
            if (fields[0].equals(LOG_LINE)) {
                Frontier tree = Frontier.of(Base64.getDecoder().decode(fields[2]));
                logs.put(fields[3], new GrownLog(tree, Long.parseLong(fields[1])));
            } else if (fields[0].equals(CHECKPOINTS_LINE)) {
                checkpoints.put(Integer.valueOf(fields[1]), Long.valueOf(fields[2]));
            }
        });
        return new Reading(logs, checkpoints);
    }

    /**
     * Replaces what was written.
     *
     * @throws IOException if that fails; what was written before is there still
     */
    void write(Reading reading) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        reading.logs()
                .forEach((origin, log) -> text.append(LOG_LINE)
                        .append(' ')
                        .append(log.next())
                        .append(' ')
                        .append(Base64.getEncoder()
                                .encodeToString(log.frontier().bytes()))
                        .append(' ')
                        .append(origin)
                        .append('\n'));
        reading.checkpoints()
                .forEach((partition, next) -> text.append(CHECKPOINTS_LINE)
                        .append(' ')
                        .append(partition)
                        .append(' ')
                        .append(next)
                        .append('\n'));
        DurableFile.replace(file, digested(text.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private static String digested(String body) {
        return body + DIGEST_LINE
                + Hash.sha256(body.getBytes(StandardCharsets.UTF_8)).base64() + "\n";
    }
}
