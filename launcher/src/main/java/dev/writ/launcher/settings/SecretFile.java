package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file that holds one setting's value, as container platforms hand out secrets. Its text is never part of a message. */
final class SecretFile {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final Pattern LAST_LINE_BREAK = Pattern.compile("\\r?\\n\\z");

    private SecretFile() {}

    /**
     * The file's text without its last line break.
     *
     * @param variable the environment variable that gives the path
     * @throws RefusedException if it cannot be read, is not UTF-8, or is larger than 1 MiB
     */
    static String read(String variable, String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            byte[] bytes = file.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refusal(variable, path, "it is larger than 1 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return LAST_LINE_BREAK.matcher(text).replaceFirst("");
        } catch (NoSuchFileException | InvalidPathException _) {
            throw refusal(variable, path, "there is no such file");
        } catch (CharacterCodingException _) {
            throw refusal(variable, path, "it is not UTF-8");
        } catch (IOException _) {
            throw refusal(variable, path, "it cannot be read");
        }
    }

    /** Shows the path only if it is one from the root: a secret may have been put in its place by mistake. */
    private static RefusedException refusal(String variable, String path, String reason) {
        return new RefusedException(
                "bad file " + (path.startsWith("/") ? path + " " : "") + "of " + variable + ": " + reason);
    }
}
