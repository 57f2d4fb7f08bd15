package dev.writ.launcher.secrecy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Something that a Writ left behind or said.
 *
 * @param where for people
 * @param source gives its bytes, at each call anew
 */
record Trace(String where, Supplier<byte[]> source) {

    static Trace of(String where, byte[] bytes) {
        return new Trace(where, () -> bytes);
    }

    static Trace of(String where, String text) {
        return of(where, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file that nobody writes to any more. */
    static Trace of(Path file) {
        return new Trace(file.toString(), () -> {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    byte[] bytes() {
        return source.get();
    }

    @Override
    public String toString() {
        return where;
    }
}
