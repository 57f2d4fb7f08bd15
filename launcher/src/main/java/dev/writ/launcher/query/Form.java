package dev.writ.launcher.query;

import dev.writ.query.format.Csv;
import dev.writ.query.format.JsonLines;
import dev.writ.query.format.RowFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** In which form an answer comes. */
enum Form {
    /** A page as one JSON object. */
    JSON("application/json"),
    /** All rows as CSV. */
    CSV("text/csv"),
    /** All rows as JSON lines. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<Form> named(String name) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** The form that a client accepts most; JSON if it names none of them. */
    static Form accepted(List<String> accept) {
        return accept.stream()
                .flatMap(field -> Stream.of(field.split(",")))
                .map(Wish::of)
                .flatMap(wish -> Arrays.stream(values())
                        .filter(form -> wish.weight() > 0 && form.mediaType.equals(wish.mediaType()))
                        .map(form -> new Weighed(form, wish.weight())))
                .reduce((best, next) -> next.weight() > best.weight() ? next : best)
                .map(Weighed::form)
                .orElse(JSON);
    }

    /** How rows are written; empty if they come in pages. */
    Optional<RowFormat> rows() {
        return switch (this) {
            case JSON -> Optional.empty();
            case CSV -> Optional.of(new Csv());
            case NDJSON -> Optional.of(new JsonLines());
        };
    }

    private record Weighed(Form form, double weight) {}

    /** One media range of an Accept field; a weight that is none counts as 0. */
    private record Wish(String mediaType, double weight) {

        static Wish of(String range) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
            double weight = Arrays.stream(parts)
                    .filter(part -> part.startsWith("q="))
                    .map(part -> part.substring(2))
                    .map(text -> text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0)
                    .findFirst()
                    .orElse(1.0);
            return new Wish(parts[0], weight);
        }
    }
}
