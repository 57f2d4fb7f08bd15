package dev.writ.proof.encoding;

import java.util.regex.Pattern;

/** Whole numbers in ASCII digits without leading zeroes. */
public final class Decimal {

    private static final Pattern CANONICAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Decimal() {}

    /**
     * Reads a number of 0 to 2^63 - 1.
     *
     * @throws IllegalArgumentException if the text is another spelling, or none
     */
    public static long parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a decimal number: " + text);
        }
        return Long.parseLong(text);
    }
}
