package dev.writ.query.table;

import dev.writ.schemas.Ids;
import java.util.List;
import java.util.Optional;

/**
 * A condition that a question may have: a column equals a value.
 *
 * @param name of the parameter
 * @param column of the table
 * @param values which values there are
 */
public record Filter(String name, String column, Values values) {

    /** Which values a filter takes. */
    public sealed interface Values {

        /** The value for PostgreSQL, a String or a Boolean; empty if the text is none of these values. */
        Optional<Object> parse(String text);

        /** What is needed, as a sentence. */
        String needed();
    }

    /** Identifiers. */
    public record Identifiers() implements Values {
        @Override
        public Optional<Object> parse(String text) {
            return Ids.isValid(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String needed() {
            return "An identifier is needed: 1 to 128 letters, digits, dots, underscores, colons, hyphens.";
        }
    }

    /** Any text that is not empty. */
    public record Texts() implements Values {
        @Override
        public Optional<Object> parse(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        @Override
        public String needed() {
            return "A text is needed.";
        }
    }

    /** One of some words, in any case. */
    public record Words(List<String> words) implements Values {
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public Optional<Object> parse(String text) {
            return words.stream()
                    .filter(text::equalsIgnoreCase)
                    .<Object>map(word -> word)
                    .findFirst();
        }

        @Override
        public String needed() {
            return "One of " + String.join(", ", words) + " is needed.";
        }
    }

    /** True or false. */
    public record Flags() implements Values {
        @Override
        public Optional<Object> parse(String text) {
            return switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public String needed() {
            return "true or false is needed.";
        }
    }
}
