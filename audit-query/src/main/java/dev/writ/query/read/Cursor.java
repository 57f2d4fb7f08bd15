package dev.writ.query.read;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a client stands in an answer, opaque to it. The times of the period are in it as they were when it first asked: "two
 * hours ago" is another time for the next page.
 */
public final class Cursor {

    private static final String VERSION = "1";
    private static final String SEPARATOR = "|";
    private static final int PARTS = 7;

    private Cursor() {}

    /** The cursor behind a row. */
    public static String behind(Question question, Place row) {
        String text = String.join(
                SEPARATOR,
                VERSION,
                question.table().name(),
                question.order().name(),
                question.from().map(Cursor::text).orElse(""),
                question.to().map(Cursor::text).orElse(""),
                text(row.time()),
                row.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The question of a client that comes back: of the period that it first asked for, behind the row where it stands.
     *
     * @param asked what it asks otherwise
     * @return empty if the text is no cursor of this table and order
     */
    public static Optional<Question> parse(String text, Question asked) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                    .split("\\" + SEPARATOR, PARTS);
            boolean fits = parts.length == PARTS
                    && parts[0].equals(VERSION)
                    && parts[1].equals(asked.table().name())
                    && parts[2].equals(asked.order().name())
                    && parts[6].indexOf('\0') < 0;
            return fits
                    ? Optional.of(new Question(
                            asked.table(),
                            asked.filters(),
                            bound(parts[3]),
                            bound(parts[4]),
                            asked.order(),
                            Optional.of(new Place(time(parts[5]), parts[6]))))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) { // No base64, or no times.
            return Optional.empty();
        }
    }

    private static Optional<Instant> bound(String micros) {
        return micros.isEmpty() ? Optional.empty() : Optional.of(time(micros));
    }

    private static String text(Instant time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    private static Instant time(String micros) {
        return Moments.checked(Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS));
    }
}
