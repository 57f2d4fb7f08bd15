package dev.writ.gateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The members of one JSON object, taken by name and type. A member that is null counts as missing, unless said otherwise.
 * Every method throws {@link ProblemException} 400 with a pointer to the member if it is not as asked for.
 */
public final class Members {

    private final JsonNode object;
    private final String pointer;
    private final Set<String> taken = new HashSet<>();

    /**
     * The members of a value that must be an object.
     *
     * @param pointer where the value is in the whole; empty for the whole
     */
    public Members(JsonNode value, String pointer) {
        if (!value.isObject()) {
            throw invalid(pointer, "A JSON object is needed.");
        }
        this.object = value;
        this.pointer = pointer;
    }

    /** The members of a whole JSON text. */
    public static Members of(JsonNode text) {
        return new Members(text, "");
    }

    /** Refuses members that were not taken. To be called when all known ones were. */
    public void end() {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!taken.contains(member.getKey())) {
                throw new ProblemException(
                        Problems.invalid("unknown_member", pointerTo(member.getKey()), "There is no such member."));
            }
        }
    }

    /** The members that were not taken, as JSON texts by name; those that are null are left out. */
    public Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!taken.contains(member.getKey()) && !member.getValue().isNull()) {
                others.put(member.getKey(), member.getValue().toString());
            }
        }
        return others;
    }

    /** A member of any type. */
    public Optional<JsonNode> value(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** The problem of a member that is needed and missing. */
    public ProblemException missing(String name) {
        return new ProblemException(Problems.invalid("missing_member", pointerTo(name), "This member is needed."));
    }

    /** The problem of a member that is not as it must be. */
    public ProblemException wrong(String name, String detail) {
        return invalid(pointerTo(name), detail);
    }

    /** A text of at most so many characters; may be empty. */
    public Optional<String> text(String name, int most) {
        return value(name).map(value -> text(value, pointerTo(name), most));
    }

    /** A text of 1 to so many characters. */
    public String neededText(String name, int most) {
        String text = text(name, most).orElseThrow(() -> missing(name));
        if (text.isBlank()) {
            throw wrong(name, "A text that is not blank is needed.");
        }
        return text;
    }

    /** An identifier, see {@link Ids#isValid}. */
    public Optional<String> id(String name) {
        return value(name).map(value -> {
            if (!value.isTextual() || !Ids.isValid(value.textValue())) {
                throw wrong(
                        name, "An identifier is needed: 1 to 128 letters, digits, dots, underscores, colons, hyphens.");
            }
            return value.textValue();
        });
    }

    /** An identifier that must be there. */
    public String neededId(String name) {
        return id(name).orElseThrow(() -> missing(name));
    }

    /** true or false. */
    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(name, "true or false is needed.");
            }
            return value.booleanValue();
        });
    }

    /** A whole number within the bounds. */
    public Optional<Integer> integer(String name, int least, int most) {
        return number(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most)).map(number -> {
            if (number.stripTrailingZeros().scale() > 0) {
                throw wrong(name, "A whole number is needed.");
            }
            return number.intValueExact();
        });
    }

    /** A number within the bounds. */
    public Optional<BigDecimal> number(String name, BigDecimal least, BigDecimal most) {
        return value(name).map(value -> {
            if (!value.isNumber()) {
                throw wrong(name, "A number is needed.");
            }
            BigDecimal number = value.decimalValue();
            if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
                throw wrong(name, "A number from " + least + " to " + most + " is needed.");
            }
            return number;
        });
    }

    /** A time as in RFC 3339. */
    public Optional<Instant> time(String name) {
        return text(name, 64).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new ProblemException(
                        Problems.invalid("invalid_member", pointerTo(name), "A time as in RFC 3339 is needed."), e);
            }
        });
    }

    /** One of some words; case does not matter, as users of the predecessor know them in lower case. */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return value(name).map(value -> {
            for (E word : words.getEnumConstants()) {
                if (value.isTextual() && word.name().equalsIgnoreCase(value.textValue())) {
                    return word;
                }
            }
            throw wrong(name, "One of " + List.of(words.getEnumConstants()) + " is needed.");
        });
    }

    /** A list of at most so many items, each read with a pointer to it; empty if missing. */
    public <T> List<T> list(String name, int most, BiFunction<JsonNode, String, T> read) {
        List<T> items = new ArrayList<>();
        value(name).ifPresent(value -> {
            if (!value.isArray() || value.size() > most) {
                throw wrong(name, "An array of at most " + most + " items is needed.");
            }
            for (int i = 0; i < value.size(); i++) {
                items.add(read.apply(value.get(i), pointerTo(name) + "/" + i));
            }
        });
        return items;
    }

    /** The members of an object, each read with a pointer to it; empty if missing. */
    public <T> Map<String, T> map(String name, BiFunction<JsonNode, String, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        value(name).ifPresent(value -> {
            if (!value.isObject()) {
                throw wrong(name, "A JSON object is needed.");
            }
            value.properties()
                    .forEach(member -> map.put(
                            member.getKey(), read.apply(member.getValue(), append(pointerTo(name), member.getKey()))));
        });
        return map;
    }

    /** The members of an object as JSON texts; empty if missing. */
    public Map<String, String> jsonTexts(String name) {
        return map(name, (value, _) -> value.toString());
    }

    /** A text of at most so many characters. */
    public static String text(JsonNode value, String pointer, int most) {
        if (!value.isTextual()) {
            throw invalid(pointer, "A text is needed.");
        }
        if (value.textValue().length() > most) {
            throw invalid(pointer, "A text of at most " + most + " characters is needed.");
        }
        return value.textValue();
    }

    /** The problem of a value that is not as it must be. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problems.invalid("invalid_member", pointer, detail));
    }

    /** A JSON pointer (RFC 6901) one step longer. */
    static String append(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private String pointerTo(String name) {
        return append(pointer, name);
    }
}
