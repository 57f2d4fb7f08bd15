package dev.writ.schemas.settings;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/** What a key's values may be, in words that go on after "must be". */
public final class AllowedValues {

    private static final Pattern RANGE = Pattern.compile("\\[(-?[\\d.E]+)?,?\\.\\.\\.,?(-?[\\d.E]+)?]");
    private static final Pattern CHOICE = Pattern.compile("(\\(case insensitive\\) )?\\[([^\\[\\]]+)]");

    private AllowedValues() {}

    /** Type and limits: "a whole number, 0 to 65535". */
    public static String of(ConfigKey key) {
        String limits = limits(key);
        String kind = switch (key.type) {
            case BOOLEAN -> "";
            case INT, LONG, SHORT -> "a whole number";
            case DOUBLE -> "a number";
            case CLASS -> "the name of a class that can be loaded";
            case LIST -> "a list separated by commas";
            case STRING, PASSWORD -> limits.isEmpty() ? "text" : "";
        };
        return kind.isEmpty() || limits.isEmpty() ? kind + limits : kind + ", " + limits;
    }

    /** The limits without the type: "0 to 65535"; empty if the type has them all. */
    public static String limits(ConfigKey key) {
        if (key.type == ConfigDef.Type.BOOLEAN) {
            return "true or false";
        }
        String validator = key.validator == null ? "" : key.validator.toString();
        Matcher range = RANGE.matcher(validator);
        if (range.matches()) {
            return range(key.type, range.group(1), range.group(2));
        }
        Matcher choice = CHOICE.matcher(validator);
        if (choice.matches()) {
            return choice(choice.group(2), choice.group(1) != null);
        }
        return switch (validator) {
            case "non-empty string" -> "not empty";
            default -> validator.contains("@") ? "" : validator;
        };
    }

    private static String range(ConfigDef.Type type, @Nullable String least, @Nullable String most) {
        String end = most == null && type == ConfigDef.Type.INT ? Integer.toString(Integer.MAX_VALUE) : most;
        if (least == null) {
            return end == null ? "" : end + " or less";
        }
        return end == null ? least + " or more" : least + " to " + end;
    }

    private static String choice(String names, boolean anyCase) {
        String sorted = Arrays.stream(names.split(", ", -1)).sorted().collect(Collectors.joining(", "));
        return "one of " + sorted + (anyCase ? " (in any case)" : "");
    }
}
